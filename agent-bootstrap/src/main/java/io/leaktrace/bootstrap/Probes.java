/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The only class advice may call. Runs on host threads inside JDK code: short, lock-free, never throws, and calls no method
 * that a host class can override. Each event does its work between {@link #enter()} and {@link #leave(ThreadTask)}, so that
 * what the work itself does is not recorded.
 */
public final class Probes {
    /** How a submission is made, for {@link #scheduling(int)}. */
    public static final int PLAIN = 0;

    public static final int ONE_SHOT = 1;
    public static final int PERIODIC = 2;
    public static final int IMMEDIATE = 3;

    private static final int MEASURED_EVERY = 64;

    /** Whether any executor outside the JDK was seen: until then, starts of plain Runnables need no look-up. */
    private static volatile boolean handsOnSeen;

    /** Whether any external fork-join task was seen: until then, their starts need no look-up. */
    private static volatile boolean forkJoinSeen;

    private static volatile Object scheduler;

    /** Names the executor that runs virtual threads: what it is given is never looked at. */
    public static void ignoreScheduler(Object executor) {
        scheduler = executor;
    }

    // --- threads

    /** Before a thread starts; returns the token for {@link #threadStarted}. */
    public static Object threadStarting(Thread thread) {
        if (!Health.recording || Current.isCarrier(thread)) {
            return null;
        }
        ThreadTask self = enter();
        if (self == null) {
            return null;
        }
        try {
            if (Registry.find(thread) != null) {
                return null; // a second start, which is about to fail
            }
            ThreadTask task = new ThreadTask(
                    thread,
                    Current.isVirtual(thread),
                    Current.isInternal(thread),
                    innermost(self),
                    Thread.currentThread().getName(),
                    capture(self));
            task.first = self.submitting;
            Registry.add(task);
            return task;
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            leave(self);
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
        if (handsOnSeen && target != null && Health.recording) {
            Task submitting = Current.self().submitting;
            if (submitting != null
                    && submitting.state() == Task.QUEUED
                    && submitting.refersTo(target)
                    && submitting.pool != null
                    && submitting.pool.handsOn) {
                submitting.end();
            }
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
            Task task = Registry.find(thread);
            if (task instanceof ThreadTask) {
                ((ThreadTask) task).progress++;
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
            if (Registry.find(executor) == null) {
                Registry.add(new Pool(
                        executor,
                        false,
                        handsOn(executor),
                        innermost(self),
                        Thread.currentThread().getName(),
                        capture(self)));
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            leave(self);
        }
    }

    /** A task is handed to an executor; returns the token for {@link #submitted}. */
    public static Object submitting(Object executor, Object object) {
        if (!Health.recording || object == null || executor == scheduler) {
            return null;
        }
        ThreadTask self = enter();
        if (self == null) {
            return null;
        }
        try {
            Pool pool = poolOf(executor);
            Task enclosing = self.submitting;
            if (enclosing != null && enclosing.state() == Task.QUEUED && enclosing.refersTo(object)) {
                enclosing.pool = pool; // one executor hands the same object on to the next
                return null;
            }
            Task task = object instanceof CompletableFuture.AsynchronousCompletionTask ? Registry.find(object) : null;
            if (task == null) {
                Kind kind = kindOf(self, object);
                if (pool.hidden || !kind.recorded) {
                    return null;
                }
                task = create(self, object, kind, Task.QUEUED, self.mode == PERIODIC);
                task.pool = pool;
                Registry.addSubmission(object, task);
            } else if (task.move(Task.PENDING, Task.QUEUED)) {
                task.pool = pool;
                task.movedAt = System.nanoTime();
            } else {
                return null;
            }
            task.enclosing = enclosing;
            self.submitting = task;
            return task;
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            leave(self);
        }
    }

    /** A task is handed to an {@code execute} outside the JDK, which may wrap it, or run it where no hook of ours is. */
    public static Object hostSubmitting(Object executor, Object object) {
        handsOnSeen = true;
        return submitting(executor, object);
    }

    /** The executor took the task, or threw. */
    public static void submitted(Object token, Throwable thrown) {
        if (token == null) {
            return;
        }
        Task task = (Task) token;
        Current.self().submitting = task.enclosing;
        task.enclosing = null;
        if (thrown != null && task.state() == Task.QUEUED) {
            task.end();
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
        if (Health.recording) {
            Current.self().mode = before;
        }
    }

    /** A pool's worker begins its life; returns the token for {@link #workerEnded}. */
    public static Object workerStarted(Runnable first) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            Task task = self.first;
            self.first = null;
            self.base = self.current;
            if (first != null) {
                if (task == null || !task.refersTo(first) || !task.move(Task.QUEUED, Task.RUNNING)) {
                    task = Registry.take(first, null);
                }
                begin(self, task);
            }
            return self;
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            leave(self);
        }
    }

    /** A worker asks its pool for the next task: the one before is over. */
    public static void workerAsks(Object executor) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            endDownTo(self, self.base);
            self.workerOf = poolOf(executor);
            self.idle = true;
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            leave(self);
        }
    }

    /** A worker got its next task from its pool, or null. */
    public static void workerTook(Object executor, Object object) {
        ThreadTask self = Health.recording ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            self.idle = false;
            if (object != null) {
                begin(self, Registry.take(object, poolOf(executor)));
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            leave(self);
        }
    }

    /** A worker ends, perhaps by the exception of its task. */
    public static void workerEnded(Object token) {
        if (token != null) {
            ThreadTask self = (ThreadTask) token;
            endDownTo(self, self.base);
            self.base = null;
            self.idle = false;
        }
    }

    // --- starts and ends seen at the task itself

    /** Something that may be a recorded task begins on this thread; returns the token for {@link #ended}, or null. */
    public static Object beginning(Object object) {
        return handsOnSeen ? start(object) : null;
    }

    /** A fork-join task begins. */
    public static Object forkJoinBeginning(Object task) {
        return forkJoinSeen && !Current.isCarrier(Thread.currentThread()) ? start(task) : null;
    }

    /** An async stage begins, or a task in the thread that submitted it. */
    public static Object taskBeginning(Object task) {
        return start(task);
    }

    private static Object start(Object object) {
        ThreadTask self = Health.recording && object != null ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            Task current = self.current;
            if (current != null && current.refersTo(object)) {
                return null; // its executor said so already
            }
            Task task = self.submitting;
            if (task == null || !task.refersTo(object) || !task.move(Task.QUEUED, Task.RUNNING)) {
                task = Registry.take(object, null);
                if (task == null) {
                    task = unseenStage(object);
                }
            }
            begin(self, task);
            return task;
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            leave(self);
        }
    }

    /** A stage whose executor is a lambda, which cannot be hooked, goes from pending to running unseen. */
    private static Task unseenStage(Object object) {
        if (!(object instanceof CompletableFuture.AsynchronousCompletionTask)) {
            return null;
        }
        Task stage = Registry.find(object);
        return stage != null && stage.move(Task.PENDING, Task.RUNNING) ? stage : null;
    }

    /** What {@link #beginning} returned a token for has ended, normally or not. */
    public static void ended(Object token) {
        if (token == null) {
            return;
        }
        Task task = (Task) token;
        ThreadTask self = Current.self();
        if (isRunning(self, task)) {
            endDownTo(self, task);
            finish(self);
        }
    }

    /** Stands in for {@code Runnable.run()} where code outside the JDK calls it, and for the timer's call of its tasks. */
    public static void run(Runnable runnable) {
        Object token = runnable instanceof java.util.TimerTask ? start(runnable) : beginning(runnable);
        if (token == null) {
            runnable.run();
            return;
        }
        try {
            runnable.run();
        } finally {
            ended(token);
        }
    }

    // --- fork-join, futures, timers

    /** A task is handed to the scheduler of a fork-join pool. */
    public static Object delaying(Object executor, Object task) {
        if (executor == scheduler) {
            return null;
        }
        int before = scheduling(ONE_SHOT);
        Object token = submitting(executor, task);
        scheduled(before);
        return token;
    }

    /** A task is forked: recorded if the current thread is no worker, or if forks were asked for. */
    public static Object forking(Object task) {
        if (!Health.recording || (!Health.forksRecorded && Thread.currentThread() instanceof ForkJoinWorkerThread)) {
            return null;
        }
        return submitting(ForkJoinPool.commonPool(), task);
    }

    /** A stage that waits for its source was added to a future, to run in an executor. */
    public static void stageAdded(Object stage, Object executor, Object future) {
        ThreadTask self = executor != null && Health.recording && Kind.ASYNC_STAGE.recorded ? enter() : null;
        if (self == null) {
            return;
        }
        try {
            Task task = create(self, stage, Kind.ASYNC_STAGE, Task.PENDING, false);
            if (future != null) {
                task.result = new WeakReference<>(future);
            }
            Registry.add(task);
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            leave(self);
        }
    }

    /** A future was constructed: the user's own unless a stage is under construction or it is a class of the JDK's. */
    public static void futureCreated(Object future) {
        if (!Health.recording || !Kind.FUTURE.recorded) {
            return;
        }
        ThreadTask self = Current.self();
        if (self.busy || (self.inStage > 0 && self.stageCreator == self.current)) {
            return;
        }
        self.busy = true;
        try {
            Class<?> type = future.getClass();
            if (type == CompletableFuture.class || type.getClassLoader() != null) {
                Registry.add(create(self, future, Kind.FUTURE, Task.PENDING, false));
            }
        } catch (Throwable t) {
            Health.failed(t);
        } finally {
            leave(self);
        }
    }

    /** The JDK begins to construct futures for stages of its own. */
    public static void stageEntered() {
        ThreadTask self = Current.self();
        if (self.inStage++ == 0) {
            self.stageCreator =
                    self.current; // an executor may run the stage right here: what that creates is the user's
        }
    }

    /** It has constructed them. */
    public static void stageLeft() {
        Current.self().inStage--;
    }

    /** A task is given to a timer; returns the token for {@link #submitted}. */
    public static Object timing(Object task, long period) {
        ThreadTask self = Health.recording && Kind.TIMER_TASK.recorded && task != null ? enter() : null;
        if (self == null) {
            return null;
        }
        try {
            if (Registry.find(task) != null) {
                return null; // scheduled twice, which is about to fail
            }
            Task timed = create(self, task, Kind.TIMER_TASK, Task.QUEUED, period != 0);
            timed.enclosing = self.submitting;
            self.submitting = timed;
            Registry.add(timed);
            return timed;
        } catch (Throwable t) {
            Health.failed(t);
            return null;
        } finally {
            leave(self);
        }
    }

    // --- shared steps

    private static ThreadTask enter() {
        ThreadTask self = Current.self();
        if (self.busy) {
            return null;
        }
        self.busy = true;
        return self;
    }

    private static void leave(ThreadTask self) {
        self.busy = false;
    }

    private static Task create(ThreadTask self, Object object, Kind kind, int state, boolean periodic) {
        return new Task(
                object,
                kind,
                state,
                periodic,
                innermost(self),
                Thread.currentThread().getName(),
                capture(self));
    }

    /** The raw stack of this moment; the scanner cuts our own frames. */
    private static Throwable capture(ThreadTask self) {
        if ((self.captures++ & (MEASURED_EVERY - 1)) != 0) {
            return new Throwable();
        }
        long before = System.nanoTime();
        Throwable stack = new Throwable();
        Health.captured((System.nanoTime() - before) * MEASURED_EVERY);
        return stack;
    }

    private static Task innermost(ThreadTask self) {
        Task current = self.current;
        return current == null ? self : current;
    }

    private static Kind kindOf(ThreadTask self, Object object) {
        if (self.mode == ONE_SHOT || self.mode == PERIODIC) {
            return Kind.SCHEDULED_TASK;
        }
        if (object instanceof CompletableFuture.AsynchronousCompletionTask) {
            return Kind.ASYNC_STAGE;
        }
        if (object instanceof ForkJoinTask && !isAdapter(object.getClass())) {
            return Kind.FORK_JOIN_TASK;
        }
        return Kind.EXECUTOR_TASK;
    }

    /** Whether a fork-join task only wraps the Runnable or Callable that was submitted. */
    private static boolean isAdapter(Class<?> type) {
        return type.getClassLoader() == null && type.getName().startsWith("java.util.concurrent.ForkJoin");
    }

    private static Pool poolOf(Object executor) {
        Task known = Registry.find(executor);
        Pool pool;
        if (known instanceof Pool) {
            pool = (Pool) known;
        } else {
            pool = new Pool(executor, false, handsOn(executor), null, null, null);
            Registry.add(pool);
        }
        if (pool.handsOn) {
            handsOnSeen = true;
        } else if (executor instanceof ForkJoinPool) {
            forkJoinSeen = true;
        }
        return pool;
    }

    private static boolean handsOn(Object executor) {
        return !(executor instanceof ThreadPoolExecutor)
                && !(executor instanceof ForkJoinPool)
                && !(executor instanceof ExecutorService && executor.getClass().getClassLoader() == null);
    }

    private static void begin(ThreadTask self, Task task) {
        if (task == null) {
            return;
        }
        Pool pool = task.pool;
        if (pool != null && !pool.seenStarting) {
            pool.seenStarting = true;
        }
        task.runner = self;
        task.movedAt = System.nanoTime();
        task.outer = self.current;
        self.current = task;
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
        self.current = task.outer;
        self.hasWorked = true;
        if (task.periodic) {
            leaveRunner(task);
            task.become(Task.QUEUED);
        } else if (task.kind == Kind.FORK_JOIN_TASK && isIncomplete(task.get())) {
            leaveRunner(task);
            task.become(Task.PENDING);
        } else {
            task.end();
        }
    }

    private static void leaveRunner(Task task) {
        task.runner = null;
        task.outer = null;
        task.movedAt = System.nanoTime();
    }

    /** Whether it returned before it was complete, as counted completers do: {@code isDone} is final. */
    private static boolean isIncomplete(Object task) {
        return task instanceof ForkJoinTask && !((ForkJoinTask<?>) task).isDone();
    }

    private Probes() {}
}
