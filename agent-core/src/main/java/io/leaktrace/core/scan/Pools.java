/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Names executors and reads their size, queue and shutdown from their own fields. One instance per scan. */
final class Pools {
    private static final int MOST_LAYERS = 10;
    private static final String FORK_JOIN_POOL = "java.util.concurrent.ForkJoinPool";
    private static final String PER_TASK = "java.util.concurrent.ThreadPerTaskExecutor";
    private static final JdkField WORKERS_POOL = JdkField.of("java.util.concurrent.ForkJoinWorkerThread", "pool");

    private final Map<Pool, String> names = new HashMap<>();
    private final Map<Pool, Set<ThreadTask>> workers = new HashMap<>();
    private final Set<Pool> withFreeWorkers = new HashSet<>();
    /** By what they carry. */
    private final Map<Task, Task> carriers = new IdentityHashMap<>();
    /** By the pools whose tasks they carry. */
    private final Map<Pool, Task> queuedWorkers = new HashMap<>();

    Pools(Collection<ThreadTask> threads) {
        threads.forEach(this::add);
    }

    /** Takes a thread into account, if it works for a pool. */
    void add(ThreadTask thread) {
        Pool pool = of(thread);
        if (!(thread.get() instanceof Thread worker)) {
            return;
        }
        if (pool != null) {
            add(pool, thread, worker);
            if (thread.hasWorked && thread.current == null) {
                withFreeWorkers.add(pool);
            }
        }
        for (Task task = thread.current; task != null; task = task.outer) {
            addBusy(thread, task, pool != null, worker);
        }
    }

    private void add(Pool pool, ThreadTask thread, Thread worker) {
        workers.computeIfAbsent(pool, p -> new LinkedHashSet<>()).add(thread);
        names.computeIfAbsent(pool, p -> fromWorker(worker.getName(), p.get()));
    }

    /**
     * Whoever runs a task of an executor outside the JDK is its worker meanwhile: before it has ended its first one, and
     * where the executor only borrows the threads of another.
     */
    private void addBusy(ThreadTask thread, Task task, boolean isKnown, Thread worker) {
        Pool pool = task.pool;
        if (pool == null || !pool.handsOn || thread.isSubmitting(task)) {
            return;
        }
        if (isKnown || task != thread.current) {
            workers.computeIfAbsent(pool, p -> new LinkedHashSet<>()).add(thread);
        } else {
            add(pool, thread, worker);
        }
    }

    /**
     * Takes a queued task into account, if its executor got it as a wrapper of another that is queued; not what was
     * submitted beside that one to happen at its time, nor if the other may have been started unseen.
     */
    void noteQueued(Task task) {
        Task carried = task.carried();
        Pool pool = carried == null ? null : carried.pool;
        if (pool != null
                && carried.state() == Task.QUEUED
                && task.kind() != Kind.SCHEDULED_TASK
                && pool.tellsQueued(carried)) {
            carriers.put(carried, task);
            if (pool != task.pool) {
                queuedWorkers.put(pool, task);
            }
        }
    }

    /** The queued task that this queued one is a wrapper of, or null. */
    @Nullable
    Task carriedBy(Task task) {
        Task carried = task.carried();
        return carried != null && carriers.get(carried) == task ? carried : null;
    }

    /**
     * What has to be started so that this queued task can be: itself, or what it is wrapped in, or if its executor borrows
     * threads from another, what will run there on behalf of it.
     */
    Task outermost(Task task) {
        Task outer = task;
        for (int i = 0; i < MOST_LAYERS; i++) {
            Task next = carriers.get(outer);
            next = next == null && outer.pool != null ? queuedWorkers.get(outer.pool) : next;
            if (next == null || next == outer || next.state() != Task.QUEUED) {
                return outer;
            }
            outer = next;
        }
        return task; // executors that hand on in a circle
    }

    /** The pool in whose queue a task waits, or null. */
    @Nullable
    Pool queueOf(Task task) {
        return task.state() == Task.QUEUED ? outermost(task).pool : null;
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
    Collection<ThreadTask> workers(Pool pool) {
        return workers.getOrDefault(pool, Set.of());
    }

    private long active(Pool pool) {
        return workers(pool).stream().filter(thread -> runsTaskOf(pool, thread)).count();
    }

    /** An executor outside the JDK may run its loop itself as a task of another, and that one never ends. */
    private static boolean runsTaskOf(Pool pool, ThreadTask thread) {
        Task task = thread.current;
        while (task != null && pool.handsOn && task.pool != pool) {
            task = task.outer;
        }
        return task != null;
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

    /** Whether it takes no more tasks, as far as that can be read. */
    static boolean isShutdown(Object executor) {
        if (ThreadPools.include(executor)) {
            return ThreadPools.isShutdown(executor);
        }
        if (executor.getClass() == ForkJoinPool.class) {
            return ((ForkJoinPool) executor).isShutdown();
        }
        return JdkFields.number(PER_TASK, "state", executor, 0) > 0;
    }

    /**
     * Whether it is left over from an application that was taken down: its own code is, or it served nobody but its creator,
     * and all of its threads are. A worker's context class loader alone is that of whoever happened to have it started.
     */
    boolean isLeftOver(Pool pool) {
        Object executor = pool.get();
        Object factory = executor == null ? null : ThreadPools.threadFactory(executor);
        if (ThreadFields.isOfClosedLoader(executor) || ThreadFields.isOfClosedLoader(factory)) {
            return true;
        }
        return !pool.shared
                && !workers(pool).isEmpty()
                && workers(pool).stream()
                        .map(ThreadTask::get)
                        .allMatch(thread -> thread != null && ThreadFields.isLeftOver(thread));
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
            labels.put("shutdown", isShutdown(executor) ? "yes" : "no");
        } else if (executor.getClass() == ForkJoinPool.class) {
            ForkJoinPool forkJoin = (ForkJoinPool) executor;
            labels.put("threads", forkJoin.getPoolSize() + " of " + forkJoin.getParallelism());
            labels.put("active", active);
            labels.put("queued", String.valueOf(forkJoin.getQueuedSubmissionCount()));
            labels.put("shutdown", isShutdown(executor) ? "yes" : "no");
        } else if (executor.getClass().getName().equals(PER_TASK)) {
            labels.put("shutdown", isShutdown(executor) ? "yes" : "no");
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
                return fromWorker(prefix + "1", executor);
            }
        }
        if (executor instanceof ForkJoinPool) {
            if (executor == ForkJoinPool.commonPool()) {
                return "ForkJoinPool.commonPool";
            }
            if (JdkFields.get(FORK_JOIN_POOL, "workerNamePrefix", executor) instanceof String prefix) {
                return fromWorker(prefix + "1", executor);
            }
        }
        String type = executor == null ? "pool" : executor.getClass().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "@" + Integer.toHexString(hash);
    }

    /**
     * {@code pool-1-thread-3} works for {@code pool-1}, {@code http-8080-exec-3} for {@code http-8080-exec}; but event
     * loops share such a name, and each is an executor with one thread.
     */
    private static String fromWorker(String thread, @Nullable Object executor) {
        String type = executor == null ? "" : executor.getClass().getName();
        if (type.endsWith("EventLoop") || type.endsWith("EventExecutor")) {
            return thread;
        }
        String name = thread.replaceFirst("[-_# ]*\\d+$", "");
        name = name.replaceFirst("[-_ ](thread|worker)$", "");
        return name.isEmpty() ? thread : name;
    }
}
