/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The only class advice may call. Runs on host threads inside JDK code: short, lock-free, never throws, and calls no
 * method that a host class can override. Each event does its work between {@link #enter()} and the end of its
 * {@code try}, so that what the work itself does is not recorded.
 */
public final class Probes {
    /** How a submission is made, for {@link #scheduling(int)}: as the executor's other methods say. */
    public static final int PLAIN = 0;

    /** To run once, later. */
    public static final int ONE_SHOT = 1;

    /** To run again and again. */
    public static final int PERIODIC = 2;

    /** To run at once, though the executor treats it as scheduled. */
    public static final int IMMEDIATE = 3;

    /** What may happen to a future: see the probes of that name. */
    private static final int COMPLETED = 0;

    private static final int COMPLETED_UNSEEN = 1;
    private static final int LEFT = 2;

    /** Bits of the number of a call site: a mark holds three. */
    public static final int CALL_SITE_BITS = 21;

    /** Names the executor that runs virtual threads: what it is given is never looked at. */
    public static void ignoreScheduler(Object executor) {
        Recorder.scheduler = executor;
    }

    // --- where a submission comes from

    /** A call is about to begin that may lead to a submission; returns what the next two want, or null. */
    public static Object marking() {
        try {
            return Health.recording ? Current.self() : null;
        } catch (Throwable t) { // this one is called by code of the host, without a net
            Health.failed(t);
            return null;
        }
    }

    /**
     * It begins; returns what to pass to {@link #left}. The number of the call site joins those of the two calls around
     * it, so that the same helper called from two lines can be told apart.
     */
    public static long entering(Object thread, int callSite) {
        if (thread == null) {
            return 0;
        }
        ThreadTask self = (ThreadTask) thread;
        long before = self.mark;
        self.mark = before << CALL_SITE_BITS | callSite;
        return before;
    }

    /** The call has returned. After one that threw, the mark is stale until a call around it returns: see Site. */
    public static void left(Object thread, long before) {
        if (thread != null) {
            ((ThreadTask) thread).mark = before;
        }
    }

    // --- threads

    /** Before a thread starts; returns the token for {@link #threadStarted}. */
    public static Object threadStarting(Thread thread) {
        ThreadTask self = Health.recording && !Current.isCarrier(thread) ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            return Recorder.thread(self, thread);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false; // no call: near the end of the stack it would fail, and the thread stay busy for good
        }
    }

    /** After a thread was started, or failed to. */
    public static void threadStarted(Object token, Throwable thrown) {
        if (token != null && thrown != null) {
            ((Task) token).end();
        }
    }

    /** A thread was constructed for this Runnable: if an executor is just being given it, the thread is the task. */
    public static void threadMade(Object target) {
        if (!Recorder.handsOnSeen || target == null || !Health.recording) {
            return;
        }
        Task task = Current.self().submitting();
        if (task != null
                && task.state() == Task.QUEUED
                && task.refersTo(target)
                && task.pool != null
                && task.pool.handsOn) {
            task.end();
        }
    }

    /** A virtual thread is about to park: it got this far. */
    public static void parking() {
        if (Health.recording) {
            ThreadTask self = Current.self();
            self.progress++;
            self.parkedAt = Registry.clock();
        }
    }

    /** It goes on. */
    public static void parked() {
        if (Health.recording) {
            Current.self().parkedAt = 0;
        }
    }

    /** A virtual thread was given the monitor it waited for. Runs on another thread. */
    public static void unblocked(Object thread) {
        if (Health.recording) {
            ThreadTask task = Registry.findThread((Thread) thread);
            if (task != null) {
                task.progress++;
            }
        }
    }

    /**
     * A thread has ended. A virtual one tells so on its carrier, a platform thread when it has no thread-locals any more,
     * so either is looked up. Were it left to the collector, a thread's entry and stack would outlive a collection.
     */
    public static void threadEnded(Object thread) {
        if (Health.recording) {
            ThreadTask task = Registry.findThread((Thread) thread);
            if (task != null) {
                Budget.settle(task);
                task.end();
            }
        }
    }

    // --- executors

    /** An executor was constructed. */
    public static void poolCreated(Object executor) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Recorder.pool(self, executor);
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A thread pool was constructed, with this queue. */
    public static void poolQueues(Object executor, Object queue) {
        ThreadTask self = Health.recording && queue != null ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Recorder.queue(self, executor, queue);
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A task is handed to an executor of the JDK; returns the token for {@link #submitted}. */
    public static Object submitting(Object executor, Object task) {
        return submitting(executor, task, false);
    }

    /**
     * A task is handed to an {@code execute} outside the JDK, which may wrap it, or run it where no hook of ours is.
     * Not everything that has such a method is an executor.
     */
    public static Object hostSubmitting(Object executor, Object task) {
        if (!(executor instanceof Executor)) {
            return null;
        }
        Recorder.handsOnIsSeen();
        return submitting(executor, task, true);
    }

    /** The same for an object that is known to take tasks, though it need not be an executor: a coroutine's dispatcher. */
    public static Object dispatching(Object dispatcher, Object task) {
        Recorder.handsOnIsSeen();
        return submitting(dispatcher, task, true);
    }

    /** The same for an executor that has a hook wherever it starts what it was given. */
    public static Object queueing(Object queue, Object task) {
        Recorder.handsOnIsSeen();
        ThreadTask self = Health.recording && task != null ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            Pool pool = Recorder.poolOf(self, queue);
            if (!pool.tellsStarts) {
                pool.tellsStarts = true;
            }
            return Recorder.submission(self, queue, task, true);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    private static Object submitting(Object executor, Object task, boolean byHost) {
        ThreadTask self = Health.recording && task != null && executor != Recorder.scheduler ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            return Recorder.submission(self, executor, task, byHost);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    /** A task is handed to the scheduler of a fork-join pool. */
    public static Object delaying(Object executor, Object task) {
        if (executor == Recorder.scheduler) {
            return null;
        }
        int before = scheduling(ONE_SHOT);
        Object token = submitting(executor, task);
        scheduled(before);
        return token;
    }

    /**
     * A task is forked: recorded if that is not done by a fork-join task, or if forks were asked for. A thread that waits
     * for a task runs it, and its forks, so not only workers fork in fork-join tasks.
     */
    public static Object forking(Object task) {
        if (!Health.recording || (!Health.forksRecorded && isForkJoining())) {
            return null;
        }
        return submitting(ForkJoinPool.commonPool(), task);
    }

    private static boolean isForkJoining() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            return true;
        }
        ThreadTask self = Current.self();
        return self.invoking > 0 || (self.current != null && self.current.kind() == Kind.FORK_JOIN_TASK);
    }

    /** A fork-join task is run by whoever calls this, without a pool: returns the token for {@link #invoked}. */
    public static Object invoking() {
        if (!Health.recording || Thread.currentThread() instanceof ForkJoinWorkerThread) {
            return null;
        }
        ThreadTask self = Current.self();
        self.invoking++;
        return self;
    }

    /** It is over. */
    public static void invoked(Object token) {
        if (token != null) {
            ((ThreadTask) token).invoking--;
        }
    }

    /**
     * What is being handed over was replaced by something else, usually another agent's wrapper around it: that is what
     * the queue will hold.
     */
    public static void replaced(Object token, Object replacement) {
        try { // called without a net
            ThreadTask self = token != null && Health.recording ? enter() : null;
            if (self == null) {
                return;
            }
            try {
                Recorder.replacement(self, token, replacement);
            } finally {
                self.busy = false;
            }
        } catch (Throwable t) {
            Health.failed(t);
        }
    }

    /** The executor took the task, or threw. */
    public static void submitted(Object token, Throwable thrown) {
        if (!(token instanceof Task)) {
            return;
        }
        Task task = Current.self().submitted((Task) token);
        if (thrown != null && task.state() == Task.QUEUED) {
            task.end();
        } else if (thrown != null) {
            Abandoned.withdraw(task);
        }
    }

    /** A pool was asked to take a task out of its queue again, and did or did not. */
    public static void removed(Object executor, Object task, boolean done) {
        ThreadTask self = done && Health.recording && task != null ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Task removed = Registry.take(task, Recorder.poolOf(self, executor), false);
            if (removed != null) {
                removed.end();
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A pool that shuts down has taken all tasks out of its queue, for its caller to see. */
    public static void drained(Object executor, Object tasks) {
        if (tasks instanceof List) {
            for (Object task : (List<?>) tasks) {
                removed(executor, task, true);
            }
        }
    }

    /** An executor outside the JDK takes a task out of its queue, whether it is in there or not. */
    public static void dropped(Object executor, Object task) {
        removed(executor, task, true);
    }

    /** An executor outside the JDK puts a task into its queue that this thread may be running: see {@link Runs}. */
    public static void puttingBack(Object task) {
        if (Health.recording && task != null) {
            Runs.putBack(Current.self(), task);
        }
    }

    /** A pool lets tasks drop as it likes: what disappears from its queue is no loss. */
    public static void discarding(Object executor) {
        ThreadTask self = Health.recording && executor != null ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Recorder.poolOf(self, executor).discards = true;
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A pool lets a task drop that this thread is submitting. */
    public static void discarded(Object task) {
        Task submitting = Health.recording ? Current.self().submitting() : null;
        if (submitting != null && submitting.state() == Task.QUEUED && submitting.refersTo(task)) {
            submitting.end();
        }
    }

    /** Calls of schedule methods begin: they say of what kind the submission inside is. Returns what to restore. */
    public static int scheduling(int mode) {
        if (!Health.recording) {
            return PLAIN;
        }
        ThreadTask self = Current.self();
        int before = self.mode;
        if (before == PLAIN) {
            self.mode = mode; // ScheduledThreadPoolExecutor.execute calls schedule: the outermost call is the user's
        }
        return before;
    }

    /** The call of a schedule method ends. */
    public static void scheduled(int before) {
        Current.self().mode = before;
    }

    /** A task is given to a timer; returns the token for {@link #submitted}. */
    public static Object timing(Object task, long period) {
        ThreadTask self = Health.recording && Kind.TIMER_TASK.recorded && task != null ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            return Recorder.timed(self, task, period != 0);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    // --- workers and runs

    /** A pool's worker begins its life; returns the token for {@link #workerEnded}. */
    public static Object workerStarted(Runnable firstTask) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            Runs.beginWorker(self, firstTask);
            return self;
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    /** A worker asks its pool for the next task: the one before is over. */
    public static void workerAsks(Object executor) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Runs.endWorkersTask(self);
            Pool pool = self.workerOf;
            if (pool == null || !pool.refersTo(executor)) {
                self.workerOf = Recorder.poolOf(self, executor);
            }
            self.idle = true;
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A worker got its next task from its pool, or null. */
    public static void workerTook(Object executor, Object task) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            self.idle = false;
            if (task != null) {
                Pool own = self.workerOf; // it has just asked this executor, unless the hooks were not there yet
                Pool pool = own != null && own.refersTo(executor) ? own : Recorder.poolOf(self, executor);
                Runs.begin(self, Runs.take(self, task, pool, false));
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A worker ends, perhaps by the exception of its task. */
    public static void workerEnded(Object token) {
        if (token != null) {
            ThreadTask self = (ThreadTask) token;
            Runs.endWorkersTask(self);
            self.base = null;
            self.idle = false;
        }
    }

    /**
     * Something is run that an executor outside the JDK may have been given; returns the token for {@link #ended}, or
     * null. The same object may wait in a pool of the JDK as well: that submission is not meant.
     */
    public static Object beginning(Object object) {
        return Recorder.handsOnSeen ? begin(object, true) : null;
    }

    /** A FutureTask runs. It is submitted once, so whose it is cannot be mistaken. */
    public static Object futureTaskBeginning(Object task) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            return Runs.beginFutureTask(self, task);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    /** A FutureTask was asked to cancel; {@code runner} is the thread that runs it, or null. */
    public static void cancelled(Object task, Object runner, boolean done) {
        ThreadTask self = done && runner == null && Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Task known = Registry.findTask(task);
            if (known == null) {
                Abandoned.doubt();
            } else if (known.state() == Task.QUEUED) {
                known.end();
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** An adapter of the JDK's runs the object inside it; returns the token for {@link #ended}, or null. */
    public static Object adapting(Object object) {
        ThreadTask self = Recorder.handsOnSeen && Health.recording && object != null ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            return Runs.beginCarried(self, object);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    /** A fork-join task begins. */
    public static Object forkJoinBeginning(Object task) {
        return Pool.anyInForkJoinQueue() && !Current.isCarrier(Thread.currentThread()) ? begin(task, false) : null;
    }

    /** An async stage begins, or a task in the thread that submitted it, or one of a timer. */
    public static Object taskBeginning(Object task) {
        return begin(task, false);
    }

    private static Object begin(Object object, boolean handedOn) {
        ThreadTask self = Health.recording && object != null ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            return Runs.begin(self, object, handedOn);
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            self.busy = false;
        }
    }

    /** What {@link #beginning} or its like returned a token for has ended, normally or not. */
    public static void ended(Object token) {
        if (token != null) {
            Runs.end(Current.self(), (Task) token);
        }
    }

    /** The same of a task that a worker outside the JDK had called. */
    public static void worked(Object token) {
        if (token != null) {
            Runs.endCalled(Current.self(), (Task) token);
        }
    }

    /**
     * Stands in for {@code Runnable.run()} where code outside the JDK calls it, and for the timer's call of its tasks.
     */
    public static void run(Runnable runnable) {
        Object token = runnable instanceof java.util.TimerTask ? taskBeginning(runnable) : beginning(runnable);
        if (token == null) {
            runnable.run();
            return;
        }
        try {
            runnable.run();
        } finally {
            Runs.endCalled(Current.self(), (Task) token);
        }
    }

    // --- futures

    /** A stage was made that waits for a source, and completes a future; with an executor it is a task as well. */
    public static void dependentAdded(Object stage, Object executor, Object future, Object source) {
        ThreadTask self = future != null && Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            if (executor != null && Kind.ASYNC_STAGE.recorded) {
                Recorder.stage(self, stage, future);
            }
            if (source != null && Kind.FUTURE.recorded) {
                Dependents.added(stage, source, future);
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A future waits for a second source as well. */
    public static void sourceAdded(Object stage, Object future, Object source) {
        dependentAdded(stage, null, future, source);
    }

    /** A future is completed by hand. */
    public static void completed(Object future) {
        settle(future, COMPLETED);
    }

    /** Nobody depends on a future any more if this, the first of those who did, is null. */
    public static void dependentsLeft(Object future, Object first) {
        if (first == null) {
            settle(future, LEFT);
        }
    }

    /** A future is to be completed by the JDK itself: with the result of a task, or when its time is up. */
    public static void completedUnseen(Object future) {
        settle(future, COMPLETED_UNSEEN);
    }

    /** Whatever happens to a future by hand, it waits for none of those it depends on any more, or nobody for it. */
    private static void settle(Object future, int how) {
        boolean recorded = Health.recording && Kind.FUTURE.recorded && Recorder.isOfUsers(future.getClass());
        ThreadTask self = recorded ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Task known = Registry.findTask(future);
            if (known instanceof Promise) {
                settle((Promise) known, how);
            }
            Dependents.answered(future);
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    private static void settle(Promise promise, int how) {
        if (how == COMPLETED) {
            promise.end();
        } else if (how == LEFT) {
            promise.answerAll();
        } else {
            promise.completedUnseen();
        }
    }

    /** A stage that waits for its source was added to a future, to run in an executor. */
    public static void stageAdded(Object stage, Object executor, Object future) {
        ThreadTask self = executor != null && Health.recording && Kind.ASYNC_STAGE.recorded ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Recorder.stage(self, stage, future);
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** A future was constructed, unless a stage is under construction: then it is not the user's own. */
    public static void futureCreated(Object future) {
        ThreadTask self = Health.recording && Kind.FUTURE.recorded ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            if (self.inStage == 0 || self.stageCreator != self.current) {
                Recorder.future(self, future);
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            self.busy = false;
        }
    }

    /** The JDK begins to construct futures for stages of its own. */
    public static void stageEntered() {
        ThreadTask self = Current.self();
        if (self.inStage++ == 0) {
            // an executor may run the stage right here: what that creates is the user's
            self.stageCreator = self.current;
        }
    }

    /** It has constructed them. */
    public static void stageLeft() {
        ThreadTask self = Current.self();
        if (--self.inStage == 0) {
            self.stageCreator = null;
        }
    }

    private static ThreadTask enter() {
        ThreadTask self = Current.self();
        if (self.busy) {
            return null;
        }
        self.busy = true;
        return self;
    }

    private Probes() {}
}
