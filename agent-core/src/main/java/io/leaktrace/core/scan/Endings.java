/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Task;
import java.util.Set;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the objects themselves say of tasks that wait: whether one was cancelled or completed, which no probe sees, and
 * when a scheduled one is due. Reads fields of the JDK and calls final methods only. Any thread.
 */
final class Endings {
    private static final String TIMER_TASK = "java.util.TimerTask";
    private static final String SCHEDULED_NAME = "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";
    private static final String DELAYED_NAME = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask";
    private static final int TIMER_TASK_SCHEDULED = 1;
    private static final int TIMER_TASK_CANCELLED = 3;

    private static final Set<String> TIME_OUTS = Set.of(
            "java.util.concurrent.CompletableFuture$Timeout",
            "java.util.concurrent.CompletableFuture$DelayedCompleter");

    private static final Object SCHEDULED = find(SCHEDULED_NAME);
    private static final Object DELAYED = find(DELAYED_NAME);

    private static final JdkField FUTURE_RESULT = JdkField.of("java.util.concurrent.CompletableFuture", "result");
    private static final JdkField FUTURE_TASK_STATE = JdkField.of("java.util.concurrent.FutureTask", "state");
    private static final JdkField CALLABLE = JdkField.of("java.util.concurrent.FutureTask", "callable");
    private static final JdkField ADAPTED = JdkField.of("java.util.concurrent.Executors$RunnableAdapter", "task");
    private static final JdkField DELAYED_WORK = JdkField.of(DELAYED_NAME, "runnable");
    private static final JdkField TIMER_TASK_STATE = JdkField.of(TIMER_TASK, "state");
    private static final JdkField TIMER_TASK_DUE = JdkField.of(TIMER_TASK, "nextExecutionTime");
    private static final JdkField SCHEDULED_DUE = JdkField.of(SCHEDULED_NAME, "time");
    private static final JdkField DELAYED_DUE = JdkField.of(DELAYED_NAME, "when");

    /** Whether its object says by itself that it is over: cancelled or completed. */
    static boolean isOver(Task task, Object object) {
        if (task.state() == Task.RUNNING) {
            return false;
        }
        return switch (task.kind()) {
            case FUTURE -> FUTURE_RESULT.get(object) != null;
            case TIMER_TASK -> TIMER_TASK_STATE.number(object, 0) == TIMER_TASK_CANCELLED;
            case EXECUTOR_TASK, SCHEDULED_TASK, FORK_JOIN_TASK -> isDone(task.subject());
            default -> false;
        };
    }

    /** Whether this object of a submission is completed or cancelled; false if it has no way to tell. */
    static boolean isDone(@Nullable Object object) {
        if (object instanceof FutureTask) {
            return FUTURE_TASK_STATE.number(object, 0) != 0;
        }
        return object instanceof ForkJoinTask<?> task
                && !object.getClass().getName().startsWith("java.util.concurrent.CompletableFuture")
                && task.isDone();
    }

    /** Whether a timer has never taken this task out of its queue to run it; false for tasks of other kinds. */
    static boolean wasNeverRun(Task task, Object object) {
        return task.kind() == Kind.TIMER_TASK && TIMER_TASK_STATE.number(object, 0) == TIMER_TASK_SCHEDULED;
    }

    /**
     * Whether a scheduled task is the time-out of a future, which lasts as long as it takes, and no longer than the future is
     * incomplete.
     */
    static boolean isTimeOut(Object object) {
        Object callable = CALLABLE.get(object);
        Object work = callable == null ? DELAYED_WORK.get(object) : ADAPTED.get(callable);
        return work != null && TIME_OUTS.contains(work.getClass().getName());
    }

    /** Nanoseconds until a scheduled task is due, negative if overdue; 0 if it is not of a known scheduler. */
    static long dueIn(Task task, Object object, Moment moment) {
        if (task.kind() == Kind.TIMER_TASK) {
            return TimeUnit.MILLISECONDS.toNanos(TIMER_TASK_DUE.number(object, 0) - moment.millis());
        }
        if (object.getClass() == SCHEDULED) {
            return SCHEDULED_DUE.number(object, moment.now()) - moment.now();
        }
        if (object.getClass() == DELAYED) {
            long offset = JdkFields.number("java.util.concurrent.DelayScheduler", "nanoTimeOffset", object, 0);
            return DELAYED_DUE.number(object, 0) - (moment.now() + offset);
        }
        return 0;
    }

    /** Whether the time of a task can be read; of a host's own kind of task it cannot. */
    static boolean knowsDue(Task task, Object object) {
        return task.kind() == Kind.TIMER_TASK || object.getClass() == SCHEDULED || object.getClass() == DELAYED;
    }

    private static Object find(String type) {
        try {
            return Class.forName(type, false, null);
        } catch (ClassNotFoundException absent) {
            return Void.class; // the class of no object
        }
    }

    private Endings() {}
}
