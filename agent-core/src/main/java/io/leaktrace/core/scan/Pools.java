/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Names executors and reads their size, queue and shutdown from their own fields. One instance per scan. */
final class Pools {
    private static final String FORK_JOIN_POOL = "java.util.concurrent.ForkJoinPool";
    private static final String PER_TASK = "java.util.concurrent.ThreadPerTaskExecutor";
    private static final JdkField WORKERS_POOL = JdkField.of("java.util.concurrent.ForkJoinWorkerThread", "pool");

    private final Map<Pool, String> names = new HashMap<>();
    private final Map<Pool, List<ThreadTask>> workers = new HashMap<>();
    private final Set<Pool> withFreeWorkers = new HashSet<>();

    Pools(Collection<ThreadTask> threads) {
        threads.forEach(this::add);
    }

    /** Takes a thread into account, if it works for a pool. */
    void add(ThreadTask thread) {
        Pool pool = of(thread);
        if (pool != null && thread.get() instanceof Thread worker) {
            workers.computeIfAbsent(pool, p -> new ArrayList<>()).add(thread);
            if (thread.hasWorked && thread.current == null) {
                withFreeWorkers.add(pool);
            }
            names.computeIfAbsent(pool, p -> fromWorker(worker.getName()));
        }
    }

    /** The pool a thread works for, or null. */
    static @Nullable Pool of(ThreadTask thread) {
        if (thread.workerOf != null) {
            return thread.workerOf;
        }
        return thread.get() instanceof ForkJoinWorkerThread worker
                        && WORKERS_POOL.get(worker) instanceof ForkJoinPool pool
                        && io.leaktrace.bootstrap.Registry.find(pool) instanceof Pool known
                ? known
                : null;
    }

    /** The threads that work for a pool, as far as they were taken into account. */
    List<ThreadTask> workers(Pool pool) {
        return workers.getOrDefault(pool, List.of());
    }

    private long active(Pool pool) {
        return workers(pool).stream().filter(thread -> thread.current != null).count();
    }

    /** For example {@code pool-1}: as its threads are named, else its class and identity. */
    String name(Pool pool) {
        return names.computeIfAbsent(pool, p -> nameOf(p.get(), p.identity()));
    }

    /** Whether its last thread has ended, so that it will never run anything again. */
    static boolean isTerminated(Object executor) {
        if (ThreadPools.include(executor)) {
            return ThreadPools.isTerminated(executor);
        }
        if (executor.getClass() == ForkJoinPool.class) {
            return ((ForkJoinPool) executor).isTerminated();
        }
        return JdkFields.number(PER_TASK, "state", executor, 0) == 2;
    }

    /** Whether any of its threads is left over from an application that was taken down. */
    boolean isLeftOver(Pool pool) {
        return workers(pool).stream()
                .map(ThreadTask::get)
                .anyMatch(thread -> thread != null && ThreadFields.isLeftOver(thread));
    }

    /** Its size, queue and shutdown, as far as they can be read. */
    Map<String, String> labels(Pool pool, Object executor) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("class", executor.getClass().getName());
        String active = String.valueOf(active(pool));
        if (ThreadPools.include(executor)) {
            labels.put("threads", ThreadPools.size(executor) + " of " + ThreadPools.largestSize(executor));
            labels.put("active", active);
            HostQueue queue = ThreadPools.queue(executor);
            int queued = queue == null ? -1 : queue.size();
            if (queued >= 0) {
                labels.put("queued", String.valueOf(queued));
            }
            labels.put("shutdown", ThreadPools.isShutdown(executor) ? "yes" : "no");
        } else if (executor.getClass() == ForkJoinPool.class) {
            ForkJoinPool forkJoin = (ForkJoinPool) executor;
            labels.put("threads", forkJoin.getPoolSize() + " of " + forkJoin.getParallelism());
            labels.put("active", active);
            labels.put("queued", String.valueOf(forkJoin.getQueuedSubmissionCount()));
            labels.put("shutdown", forkJoin.isShutdown() ? "yes" : "no");
        } else if (executor.getClass().getName().equals(PER_TASK)) {
            labels.put("shutdown", JdkFields.number(PER_TASK, "state", executor, 0) > 0 ? "yes" : "no");
        }
        return labels;
    }

    /**
     * Whether a worker of an executor outside the JDK has nothing to do: then nothing has been queued in it for long.
     */
    boolean hasFreeWorker(Pool pool) {
        return withFreeWorkers.contains(pool);
    }

    /** Whether any thread of it runs a task now, as far as probes saw them. */
    State state(Pool pool) {
        return active(pool) > 0 ? State.RUNNING : State.IDLE;
    }

    private static String nameOf(@Nullable Object executor, int hash) {
        if (executor != null && ThreadPools.include(executor)) {
            Object factory = ThreadPools.threadFactory(executor);
            if (factory != null
                    && JdkFields.get("java.util.concurrent.Executors$DefaultThreadFactory", "namePrefix", factory)
                            instanceof String prefix) {
                return fromWorker(prefix + "1");
            }
        }
        if (executor instanceof ForkJoinPool) {
            if (executor == ForkJoinPool.commonPool()) {
                return "ForkJoinPool.commonPool";
            }
            if (JdkFields.get(FORK_JOIN_POOL, "workerNamePrefix", executor) instanceof String prefix) {
                return fromWorker(prefix + "1");
            }
        }
        String type = executor == null ? "pool" : executor.getClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "@" + Integer.toHexString(hash);
    }

    /** {@code pool-1-thread-3} works for {@code pool-1}, {@code http-8080-exec-3} for {@code http-8080-exec}. */
    private static String fromWorker(String thread) {
        String name = thread.replaceFirst("[-_# ]*\\d+$", "");
        name = name.replaceFirst("[-_ ](thread|worker)$", "");
        return name.isEmpty() ? thread : name;
    }
}
