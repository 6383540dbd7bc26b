/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the objects themselves what no probe saw: whether a task that counts as queued was cancelled or dropped, and
 * when a scheduled one is due. Calls final methods and methods of the JDK's own queue classes only. One instance per
 * scan.
 */
final class Queues {
    private static final String SCHEDULED = "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";
    private static final String FORK_JOIN_SCHEDULED = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask";
    private static final String TIMER_TASK = "java.util.TimerTask";
    private static final int TIMER_TASK_CANCELLED = 3;
    /** A submission younger than this may be on its way into the queue, or out of it. */
    private static final long IN_TRANSIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Collection<ThreadTask> threads;
    private final Map<Pool, Set<Object>> contents = new HashMap<>();
    private @Nullable Set<Object> timed;
    private final long now = System.nanoTime();

    Queues(Collection<ThreadTask> threads) {
        this.threads = threads;
    }

    /** Whether the object says by itself that it is over: cancelled, completed, or no longer in any queue. */
    boolean isOver(Task task, Object object) {
        if (task.state() == Task.RUNNING) {
            return false;
        }
        return switch (task.kind) {
            case FUTURE -> JdkFields.get("java.util.concurrent.CompletableFuture", "result", object) != null;
            case TIMER_TASK -> JdkFields.number(TIMER_TASK, "state", object, 0) == TIMER_TASK_CANCELLED;
            case EXECUTOR_TASK, SCHEDULED_TASK, FORK_JOIN_TASK -> isDone(object);
            default -> false;
        };
    }

    /**
     * Whether a task that counts as queued is in no queue that could start it: dropped by its host. Looks into the
     * queue, so it is for tasks that have waited long. False if that cannot be known.
     */
    boolean isDropped(Task task, Object object) {
        if (task.state() != Task.QUEUED || now - task.movedAt < IN_TRANSIT_NANOS || isBeingSubmitted(task)) {
            return false;
        }
        if (task.kind == Kind.TIMER_TASK) {
            return !timerTasks().contains(object);
        }
        Pool pool = task.pool;
        if (pool == null) {
            return false;
        }
        if (pool.refersTo(null)) {
            return !pool.handsOn; // its queue went with it
        }
        Set<Object> queued = contents.computeIfAbsent(pool, this::contents);
        return queued != UNKNOWN && !queued.contains(object) && task.state() == Task.QUEUED;
    }

    /** Nanoseconds from now until a scheduled task is due, negative if overdue; 0 if it is not of a known scheduler. */
    long dueIn(Task task, Object object) {
        String type = object.getClass().getName();
        if (task.kind == Kind.TIMER_TASK) {
            long due = JdkFields.number(TIMER_TASK, "nextExecutionTime", object, 0);
            return TimeUnit.MILLISECONDS.toNanos(due - System.currentTimeMillis());
        }
        if (type.equals(SCHEDULED)) {
            return JdkFields.number(SCHEDULED, "time", object, now) - now;
        }
        if (type.equals(FORK_JOIN_SCHEDULED)) {
            long offset = JdkFields.number("java.util.concurrent.DelayScheduler", "nanoTimeOffset", object, 0);
            return JdkFields.number(FORK_JOIN_SCHEDULED, "when", object, 0) - (now + offset);
        }
        return 0;
    }

    /** Whether the time of a task can be read; of a host's own kind of task it cannot. */
    static boolean knowsDue(Task task, Object object) {
        String type = object.getClass().getName();
        return task.kind == Kind.TIMER_TASK || type.equals(SCHEDULED) || type.equals(FORK_JOIN_SCHEDULED);
    }

    private static boolean isDone(Object object) {
        if (object instanceof FutureTask) {
            return JdkFields.number("java.util.concurrent.FutureTask", "state", object, 0) != 0;
        }
        return object instanceof ForkJoinTask<?> task
                && !object.getClass().getName().startsWith("java.util.concurrent.CompletableFuture")
                && task.isDone();
    }

    private boolean isBeingSubmitted(Task task) {
        for (ThreadTask thread : threads) {
            if (thread.isSubmitting(task)) {
                return true;
            }
        }
        return false;
    }

    private static final Set<Object> UNKNOWN = Set.of(new Object());

    private Set<Object> contents(Pool pool) {
        Object executor = pool.get();
        if (!(executor instanceof java.util.concurrent.ThreadPoolExecutor)) {
            return UNKNOWN;
        }
        HostQueue queue = HostQueue.of(JdkFields.get("java.util.concurrent.ThreadPoolExecutor", "workQueue", executor));
        Object[] held = queue == null ? null : queue.contents();
        return held == null ? UNKNOWN : identities(held);
    }

    private Set<Object> timerTasks() {
        if (timed == null) {
            timed = Collections.newSetFromMap(new IdentityHashMap<>());
            for (ThreadTask thread : threads) {
                Object object = thread.get();
                if (object != null && object.getClass().getName().equals("java.util.TimerThread")) {
                    Object queue = JdkFields.get("java.util.TimerThread", "queue", object);
                    Object array = queue == null ? null : JdkFields.get("java.util.TaskQueue", "queue", queue);
                    if (array instanceof Object[] tasks) {
                        timed.addAll(identities(tasks.clone()));
                    }
                }
            }
        }
        return timed;
    }

    private static Set<Object> identities(Object[] objects) {
        Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object object : objects) {
            if (object != null) {
                set.add(object);
            }
        }
        return set;
    }
}
