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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks into queues, for tasks that count as queued but are in none: dropped by their host, which no probe sees. Calls
 * methods of the JDK's own queue classes only. One instance per scan.
 */
final class Queues {
    /** A submission younger than this may be on its way into the queue, or out of it. */
    private static final long IN_TRANSIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** The same for a look that others follow. */
    private static final long ON_ITS_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Set<Object> UNKNOWN = Set.of(new Object());

    private final Moment moment;
    private final Collection<ThreadTask> threads;
    private final Collection<ThreadTask> submitting;
    private final Losses losses;
    private final Map<Pool, Set<Object>> contents = new HashMap<>();
    private @Nullable Set<Object> timed;

    /**
     * Has looked into no queue yet.
     *
     * @param submitting all threads that are in the middle of a submission
     * @param losses told of what is found to be dropped
     */
    Queues(ScanContext context, Collection<ThreadTask> submitting, Losses losses) {
        this.moment = context.moment();
        this.threads = context.carriers().threads();
        this.submitting = submitting;
        this.losses = losses;
    }

    /** Ends a task that is over without a probe having seen it, dropped by its host or otherwise; whether it did. */
    boolean ends(Task task) {
        Object object = task.get();
        if (object == null) {
            return true; // the reclaimer ends it
        }
        if (Endings.isOver(task, object)) {
            task.end();
            return true;
        }
        if (isDropped(task, object)) {
            losses.suspect(task, object);
            return true;
        }
        return false;
    }

    /** Whether a task that counts as queued is in no queue that could start it; false if that cannot be known. */
    private boolean isDropped(Task task, Object object) {
        if (task.state() != Task.QUEUED || !isLong(task, object) || isBeingSubmitted(task)) {
            return false;
        }
        return isInNoQueue(task, object);
    }

    /**
     * Whether a task is in no queue that could start it, though it seems to wait in one. Unlike {@link #ends} this needs no
     * patience, and ends nothing: for somebody who asks again.
     */
    boolean isGone(Task task) {
        Object object = task.get();
        return object != null
                && task.state() == Task.QUEUED
                && (moment.now() - task.movedAt > ON_ITS_WAY_NANOS || Endings.wasNeverRun(task, object))
                && !isBeingSubmitted(task)
                && isInNoQueue(task, object);
    }

    private boolean isInNoQueue(Task task, Object object) {
        if (task.kind() == Kind.TIMER_TASK) {
            return !timerTasks().contains(object) && task.state() == Task.QUEUED;
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

    /** Whether it was submitted, and is due, for so long that it is neither on its way into the queue nor out of it. */
    private boolean isLong(Task task, Object object) {
        if (moment.now() - task.movedAt < IN_TRANSIT_NANOS) {
            return false;
        }
        boolean timed = task.kind() == Kind.TIMER_TASK || task.kind() == Kind.SCHEDULED_TASK;
        return !timed || (Endings.knowsDue(task, object) && Endings.dueIn(task, object, moment) < -IN_TRANSIT_NANOS);
    }

    private boolean isBeingSubmitted(Task task) {
        for (ThreadTask thread : submitting) {
            if (thread.isSubmitting(task)) {
                return true;
            }
        }
        return false;
    }

    private Set<Object> contents(Pool pool) {
        Object executor = pool.get();
        HostQueue queue = executor == null ? null : ThreadPools.queue(executor);
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
        Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>(objects.length));
        for (Object object : objects) {
            if (object != null) {
                set.add(object);
            }
        }
        return set;
    }
}
