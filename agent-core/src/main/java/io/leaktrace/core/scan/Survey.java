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
import io.leaktrace.core.scan.ThreadStates.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk over all tasks that are alive, of which there may be millions: counts them, and picks out the few that are
 * old enough to be found stuck. Reads some fields of each and keeps nothing of those it does not pick. One instance per
 * scan.
 *
 * <p>A running task is counted with the thread that runs it, and only there: a further submission of one object is in no
 * table while it runs. So the count of tasks that start during the walk may be wrong by as many as there are threads.
 */
final class Survey implements Consumer<Task> {
    /** Virtual threads whose stack is read per scan only to learn where they usually wait. */
    private static final int SAMPLES = 20;

    /** Tasks that were submitted, are due, and have not started since before the threshold; not counted yet. */
    final List<Task> waiting = new ArrayList<>();
    /** Threads without progress for as long; not counted yet either. */
    final List<Suspect> suspects = new ArrayList<>();
    /** Futures that somebody has waited for, perhaps, since before the threshold. */
    final List<Task> awaited = new ArrayList<>();
    /** Threads that are in the middle of a submission. */
    final List<ThreadTask> submitting = new ArrayList<>();
    /** Virtual threads to learn from. */
    final List<ThreadTask> samples = new ArrayList<>();

    private final Moment moment;
    private final long stuckSince;
    private final Listing listing;
    private final ThreadStates states;
    private final Pools pools;
    private final Tally tally;
    private final Census census;

    Survey(ScanContext context, Listing listing, Tally tally, Census census) {
        this.moment = context.moment();
        this.stuckSince = moment.stuckSince();
        this.listing = listing;
        this.states = context.states();
        this.pools = context.pools();
        this.tally = tally;
        this.census = census;
    }

    /** For every task of the registry; of those in the table of carriers nothing is to be learned here. */
    @Override
    public void accept(Task task) {
        int state = task.state();
        Kind kind = task.kind();
        if (state == Task.ENDED || kind == Kind.THREAD || kind == Kind.POOL) {
            return;
        }
        boolean shown = listing.shows(task);
        if (kind == Kind.VIRTUAL_THREAD) {
            virtual((ThreadTask) task, shown);
        } else if (state == Task.QUEUED && (kind == Kind.SCHEDULED_TASK || kind == Kind.TIMER_TASK)) {
            scheduled(task, shown);
        } else if (state == Task.QUEUED) {
            queued(task, shown);
        } else if (state == Task.PENDING) {
            pending(task, shown);
        }
    }

    private void queued(Task task, boolean shown) {
        Task carried = task.carried();
        if (carried != null && carried.movedAt + moment.slack() - stuckSince <= 0) {
            pools.noteQueued(task);
        }
        if (task.movedAt + moment.slack() - stuckSince <= 0) {
            Object object = task.get();
            if (isOver(task, object)) {
                return;
            }
            if (shown) {
                waiting.add(task);
            }
        } else if (shown) {
            count(task, State.QUEUED);
        }
    }

    private void scheduled(Task task, boolean shown) {
        Object object = task.get();
        if (!isOver(task, object) && shown) {
            long dueIn = Endings.dueIn(task, object, moment);
            boolean idle = dueIn > 0 || !Endings.knowsDue(task, object);
            if (!idle && moment.now() + dueIn - stuckSince <= 0) {
                waiting.add(task);
            } else {
                count(task, idle ? State.IDLE : State.QUEUED);
            }
        }
    }

    private void pending(Task task, boolean shown) {
        if (task.kind() == Kind.FUTURE) {
            Object future = task.get();
            if (isOver(task, future)) {
                return;
            }
            if (shown && task.movedAt + moment.slack() - stuckSince <= 0 && Promises.isAwaited(task, future)) {
                awaited.add(task);
            }
        }
        if (shown) {
            count(task, State.PENDING);
        }
    }

    /** Whether it is over; of what was collected the reclaimer finds out itself, and whether that is a loss. */
    private static boolean isOver(Task task, @Nullable Object object) {
        if (object != null && Endings.isOver(task, object)) {
            task.end();
        }
        return object == null || task.state() == Task.ENDED;
    }

    private void virtual(ThreadTask task, boolean shown) {
        if (!(task.get() instanceof Thread thread) || !Carriers.isAlive(task)) {
            return;
        }
        if (task.isSubmitting()) {
            submitting.add(task);
        }
        if (task.workerOf != null) {
            pools.add(task);
        }
        Thread.State state = thread.getState();
        long since = VirtualWatch.since(task, state, moment);
        if (since - stuckSince <= 0 && !ThreadStates.isIdleWorker(task)) {
            suspects.add(new Suspect(task, VirtualWatch.look(task, thread, moment)));
            return;
        }
        Verdict verdict = task.notes == null
                ? ThreadStates.unread(task, state)
                : states.of(task, VirtualWatch.look(task, thread, moment));
        if (shown) {
            count(task, verdict.state());
        }
        countTasksOf(task, verdict);
        if (samples.size() < SAMPLES && ThreadLook.waits(state) && ThreadNotes.isWorthASample(task)) {
            samples.add(task);
        }
    }

    /** The same for a platform thread, which was looked at before. */
    void platform(ThreadTask thread) {
        if (thread.isSubmitting()) {
            submitting.add(thread);
        }
        ThreadLook look = ThreadWatch.lastLook(thread);
        if (look != null && look.since() - stuckSince <= 0 && !ThreadStates.isIdleWorker(thread)) {
            suspects.add(new Suspect(thread, look));
        } else {
            count(thread, look == null ? ThreadStates.unread(thread, Thread.State.RUNNABLE) : states.of(thread, look));
        }
    }

    /** Counts a task that is shown. */
    void count(Task task, State state) {
        tally.add(task.kind(), state);
        census.add(task);
    }

    /** Counts a thread, and with it the tasks that it runs. */
    void count(ThreadTask thread, Verdict verdict) {
        if (listing.shows(thread)) {
            count(thread, verdict.state());
        }
        countTasksOf(thread, verdict);
    }

    private void countTasksOf(ThreadTask thread, Verdict verdict) {
        for (Task task = thread.current; task != null; task = task.outer) {
            if (task.runner == thread && task.state() == Task.RUNNING && listing.shows(task)) {
                count(task, verdict.state());
            }
        }
    }

    /** Counts a pool: it works if any of its threads does. */
    void pool(Pool pool) {
        if (listing.shows(pool)) {
            count(pool, pools.state(pool));
        }
    }
}
