/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountedCompleter;

/**
 * What runs on a thread: the innermost task is {@link ThreadTask#current}, the one it was started in follows through
 * {@link Task#outer}. All steps are taken by the thread itself, so its stack of tasks needs no lock.
 */
final class Runs {
    /** Begins a task; null, for an object that is no recorded task, is let pass. */
    static void begin(ThreadTask self, Task task) {
        if (task == null) {
            return;
        }
        Pool pool = task.pool;
        if (pool != null) {
            if (pool.handsOn) {
                pool.starting(task);
            } else if (pool.forkJoin) {
                Pool.LEFT_QUEUE.increment();
            }
        }
        task.runBy(self);
        task.movedAt = Registry.clock();
        task.outer = self.current;
        if (task.outer == null) {
            self.mark = 0; // a call that threw may have left a stale one
        }
        self.current(task);
    }

    /**
     * Begins the task that this object is, if it is one; null if it is none or its executor said so already.
     *
     * @param handedOn whether only submissions to executors outside the JDK can be meant
     */
    static Task begin(ThreadTask self, Object object, boolean handedOn) {
        Task current = self.current;
        if (current != null && current.refersTo(object)) {
            return null;
        }
        Task task = self.submitting();
        if (task == null || !task.refersTo(object) || !task.move(Task.QUEUED, Task.RUNNING)) {
            task = takeCarried(self, object);
            if (task == null) {
                Pool own = self.workerOf; // of all executors that were given this object, rather the one it works for
                task = take(self, object, own != null && own.handsOn ? own : null, handedOn);
            }
            if (task == null) {
                task = unseenStage(object);
            }
        }
        begin(self, task);
        return task;
    }

    /**
     * The submission of this object that begins now: queued, or repeating and put back before its last run was over.
     */
    static Task take(ThreadTask self, Object object, Pool pool, boolean handedOn) {
        Task task = Registry.take(object, pool, handedOn);
        if (task == null) {
            Task known = Registry.findTask(object);
            task = known != null && known.isPeriodic() && known.takeAgain(self) ? known : null;
        }
        return task;
    }

    /**
     * Begins a FutureTask, if it is a submission that nobody has told of; null if it is none, or runs already. One that is
     * run outside of its pool may be any.
     */
    static Task beginFutureTask(ThreadTask self, Object object) {
        Task current = self.current;
        if (current != null
                && (current.refersTo(object) || (current instanceof ReplacementTask && current.subject() == object))) {
            return null;
        }
        Task task = Recorder.handsOnSeen ? begin(self, object, false) : null;
        if (task == null) {
            Abandoned.doubt();
        }
        return task;
    }

    /** Begins what an adapter of the JDK's runs, if its task carries on a submission of that very object. */
    static Task beginCarried(ThreadTask self, Object object) {
        Task task = takeCarried(self, object);
        begin(self, task);
        return task;
    }

    /** The submission of this object that a task running on this thread carries on, moved to running; or null. */
    private static Task takeCarried(ThreadTask self, Object object) {
        for (Task t = self.current; t != null; t = t.outer) {
            Task carried = t instanceof CarrierTask ? ((CarrierTask) t).carried : null;
            if (carried != null && carried.refersTo(object) && carried.move(Task.QUEUED, Task.RUNNING)) {
                return carried;
            }
        }
        return null;
    }

    /**
     * Begins a worker's life, perhaps with a first task: the one in whose submission the worker's thread was started.
     */
    static void beginWorker(ThreadTask self, Runnable firstTask) {
        Task task = self.first;
        self.first = null;
        self.base = self.current;
        if (firstTask != null) {
            if (task != null && task.refersTo(firstTask) && task.move(Task.QUEUED, Task.RUNNING)) {
                Pool pool = task.pool;
                self.workerOf = pool; // known before it asks its pool for the second
                begin(self, task);
                if (pool != null && pool.line != null) {
                    pool.line.passStarted();
                }
            }
        }
    }

    /** Ends a worker's life, or only its present task. */
    static void endWorkersTask(ThreadTask self) {
        endDownTo(self, self.base);
    }

    /** The task that runs on this thread is put back into its queue before its run is over, for it is not due. */
    static void putBack(ThreadTask self, Object object) {
        Task current = self.current;
        if (current != null && current.refersTo(object)) {
            self.putBack = current;
        }
    }

    /** Ends a task begun on this thread, with all that were begun in it and did not end. */
    static void end(ThreadTask self, Task task) {
        if (isRunning(self, task)) {
            endDownTo(self, task);
            finish(self);
        }
    }

    /**
     * Ends a task that a loop outside the JDK had called. Unless the thread was just submitting it, and has nothing
     * left to do, it is a worker: when it waits next, it waits for work.
     */
    static void endCalled(ThreadTask self, Task task) {
        boolean ownSubmission = self.isSubmitting(task);
        Pool pool = task.pool;
        Pool known = self.workerOf;
        // of several executors, one inside the other, the outermost whose tasks come and go is the one it works for
        if (!ownSubmission
                && pool != null
                && pool.handsOn
                && (known == null || (known != pool && known.handsOn && task.outer == null))) {
            self.workerOf = pool;
            self.loop = task.outer;
        }
        end(self, task);
        if (self.current == null && !ownSubmission) {
            self.hasWorked = true;
        }
    }

    /** A stage whose executor is a lambda, which cannot be hooked, goes from pending to running unseen. */
    private static Task unseenStage(Object object) {
        if (!(object instanceof CompletableFuture.AsynchronousCompletionTask)) {
            return null;
        }
        Task stage = Registry.findTask(object);
        return stage != null && stage.move(Task.PENDING, Task.RUNNING) ? stage : null;
    }

    private static boolean isRunning(ThreadTask self, Task task) {
        for (Task t = self.current; t != null; t = t.outer) {
            if (t == task) {
                return true;
            }
        }
        return false;
    }

    private static void endDownTo(ThreadTask self, Task base) {
        while (self.current != null && self.current != base) {
            finish(self);
        }
    }

    /** Ends the innermost task of this thread, or sends it back to its queue if it repeats. */
    private static void finish(ThreadTask self) {
        Task task = self.current;
        self.current(task.outer);
        Task putBack = self.putBack;
        if (putBack != null) {
            self.putBack = null;
        }
        if (task.isPeriodic() || task == putBack) {
            if (task.pool != null && task.pool.forkJoin) {
                Pool.ENTERED_QUEUE.increment(); // before it can be taken from there
            }
            task.leave(self);
        } else if (task.kind() == Kind.FORK_JOIN_TASK && isIncomplete(task.get())) {
            task.runBy(null);
            task.outer = null;
            task.movedAt = System.nanoTime();
            task.become(Task.PENDING);
        } else {
            task.end();
        }
    }

    /**
     * Whether it returned before it was complete, as counted completers do: {@code isDone} is final. Tasks of other sorts
     * that say so are run again and again and never complete, as the mailboxes of actors.
     */
    private static boolean isIncomplete(Object task) {
        return task instanceof CountedCompleter && !((CountedCompleter<?>) task).isDone();
    }

    private Runs() {}
}
