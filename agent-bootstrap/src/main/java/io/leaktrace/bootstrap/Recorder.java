/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Makes the entries: decides of what kind a task is, and notes the origin. Called by {@link Probes} on host threads,
 * which guards every call; nothing here is called twice at a time by one thread.
 */
final class Recorder {
    /** The token of a submission that belongs to the one around it, of the same object. */
    private static final Object HANDED_ON = new Object();

    /** Creations by one thread between two looks at the clock and at the size of the registry; a power of two. */
    private static final int CHECKED_EVERY = 64;

    /**
     * Tasks not captured by one thread after which their site is told, and looked at: sooner would be a contended write
     * for each. Odd, so that of sites which take turns each has its own.
     */
    static final int TOLD_AFTER = 61;

    /** Whether any executor outside the JDK was seen: until then, starts of plain Runnables need no look-up. */
    static volatile boolean handsOnSeen;

    /** The executor that runs virtual threads: what it is given is never looked at. */
    static volatile Object scheduler;

    /** Not written again: every probe of every thread reads what lies beside it. */
    static void handsOnIsSeen() {
        if (!handsOnSeen) {
            handsOnSeen = true;
        }
    }

    /** The new entry of a thread about to start, or null if it has one: then this is a second start, about to fail. */
    static Task thread(ThreadTask self, Thread thread) {
        if (Registry.findThread(thread) != null) {
            return null;
        }
        boolean virtual = Current.isVirtual(thread);
        Task parent = self.within();
        Object stack = virtual
                ? stack(self, Kind.VIRTUAL_THREAD, thread.getClass(), parent)
                : Budget.capture(self, Sites.of(self, Kind.THREAD, thread.getClass(), parent), false);
        ThreadTask task = new ThreadTask(
                thread,
                virtual,
                !virtual && Current.isInternal(thread),
                parent,
                Thread.currentThread().getName(),
                stack,
                now(stack));
        task.first = self.submitting();
        Registry.add(task);
        return task;
    }

    static void pool(ThreadTask self, Object executor) {
        if (Registry.findPool(executor) == null) {
            boolean hidden = Current.VIRTUAL != null && scheduler == null && isOfVirtualThreads(executor);
            Registry.add(new Pool(
                    executor,
                    hidden,
                    handsOn(executor),
                    self.within(),
                    Thread.currentThread().getName(),
                    Budget.capture(self, null, false)));
        }
    }

    /**
     * Notes the queue of a new thread pool, of the JDK's class or a copy of it. The pool is the caller's own for now, so
     * nobody submits meanwhile.
     */
    static void queue(ThreadTask self, Object executor, Object queue) {
        Pool pool = Registry.findPool(executor);
        if (pool == null) {
            return;
        }
        pool.handsOn = false;
        if (pool.line == null && keepsOrder(queue)) {
            pool.keepsOrder();
        }
    }

    /** Also of a subclass, until it is seen not to. */
    private static boolean keepsOrder(Object queue) {
        return queue instanceof LinkedBlockingQueue
                || queue instanceof ArrayBlockingQueue
                || queue instanceof SynchronousQueue
                || queue instanceof LinkedTransferQueue;
    }

    /**
     * Whether the class of virtual threads is being initialised and makes the executors it needs. It is not initialised
     * by us: how many threads carry virtual threads is for the host to set, until it starts the first.
     */
    private static boolean isOfVirtualThreads(Object executor) {
        StackTraceElement[] frames = new Throwable().getStackTrace();
        for (int i = 0; i < frames.length; i++) {
            String method = frames[i].getMethodName();
            if (method.equals("<clinit>") && frames[i].getClassName().equals("java.util.concurrent.ForkJoinPool")) {
                return false; // the common pool, which happens to be needed first here
            }
            if (frames[i].getClassName().startsWith("java.lang.VirtualThread")
                    && (method.equals("<clinit>") || method.startsWith("create"))) {
                if (executor instanceof ForkJoinPool) {
                    scheduler = executor;
                }
                return true;
            }
        }
        return false;
    }

    /** Notes a submission and returns its token: its entry, or null if it is not to be recorded. */
    static Object submission(ThreadTask self, Object executor, Object object, boolean byHost) {
        Pool pool = poolOf(self, executor);
        Task enclosing = self.submitting();
        if (enclosing != null && enclosing.state() == Task.QUEUED && enclosing.refersTo(object)) {
            enterQueue(pool);
            handOn(enclosing, pool); // one executor hands the same object on to the next
            return HANDED_ON;
        }
        if (putsItselfBack(self.current, object)) {
            return null;
        }
        Task task = object instanceof CompletableFuture.AsynchronousCompletionTask ? Registry.findTask(object) : null;
        if (task == null) {
            boolean carries = enclosing != null && enclosing.handedOn && enclosing.state() == Task.QUEUED;
            boolean carriesScheduled = carries && carriesScheduled(enclosing);
            if (carriesScheduled && enclosing.pool == pool) {
                return null; // a scheduler wakes its own thread, which may drop what only wakes it
            }
            Kind kind = kindOf(carriesScheduled ? Probes.PLAIN : self.mode, object, pool);
            if (pool.hidden || !kind.recorded) {
                return null;
            }
            if (pool.isOutOfSight()) {
                Health.dropped();
                return null;
            }
            if (pool.handsOn) {
                pool.traffic.submissions++;
            }
            if (byHost) {
                pool.inOrder = false; // what the host runs it in may be something else
            }
            task = queue(self, pool, object, kind, carries ? enclosing : null, byHost);
        } else if (task.state() == Task.PENDING) {
            enterQueue(pool);
            task.pool = pool;
            task.movedAt = Registry.clock();
            if (!task.move(Task.PENDING, Task.QUEUED)) {
                return null;
            }
        } else {
            return null;
        }
        self.submitting(task);
        return task;
    }

    /**
     * Notes that another agent has replaced what this thread is handing over. The new object gets an entry that
     * continues the old one, which is gone before the new object can be taken from a queue.
     */
    static void replacement(ThreadTask self, Object token, Object object) {
        Task task = self.submitting();
        if (task == null
                || (token != HANDED_ON && task.first() != ((Task) token).first())
                || task.refersTo(object)
                || !(object instanceof Runnable || object instanceof ForkJoinTask)) {
            return; // also where the variable serves the method for something else
        }
        Pool pool = task.pool;
        Object before = task.get();
        ReplacementTask continued = new ReplacementTask(object, task);
        if (pool != null) {
            enterQueue(pool);
        }
        Registry.replace(task, continued, before);
        self.replaceSubmitting(continued);
    }

    /** Whether a library's scheduler is under way: what it submits meanwhile, to have a thread started, is not scheduled. */
    private static boolean carriesScheduled(Task enclosing) {
        Task task = enclosing;
        while (task != null && task.kind() != Kind.SCHEDULED_TASK) {
            task = task.carried();
        }
        return task != null;
    }

    /** Whether this task, running, repeats, and goes back into its queue by the same way it came: its end will say so. */
    private static boolean putsItselfBack(Task current, Object object) {
        return current != null && current.isPeriodic() && current.refersTo(object);
    }

    /** From now on it waits there, and is no matter of the executor before. */
    private static void handOn(Task task, Pool next) {
        Pool before = task.pool;
        if (before != null && before.handsOn) {
            before.traffic.submissions--;
        }
        if (next.handsOn) {
            next.traffic.submissions++;
        }
        task.pool = next;
    }

    private static Task queue(ThreadTask self, Pool pool, Object object, Kind kind, Task carried, boolean byHost) {
        Task parent = self.within();
        pool.usedBy(parent);
        Object stack = stack(self, kind, object.getClass(), parent);
        long now = now(stack);
        String creator = Thread.currentThread().getName();
        boolean periodic = kind == Kind.SCHEDULED_TASK && self.mode == Probes.PERIODIC;
        Line line = pool.inOrder ? pool.line : null;
        TableTask listed = null;
        Task task;
        if (carried != null) {
            task = listed = new CarrierTask(object, kind, Task.QUEUED, periodic, parent, creator, stack, now, carried);
        } else if (line == null) {
            task = listed = new TableTask(object, kind, Task.QUEUED, periodic, parent, creator, stack, now);
        } else {
            task = new Task(object, kind, Task.QUEUED, periodic, parent, creator, stack, now);
        }
        task.pool = pool;
        task.handedOn = byHost || pool.handsOn;
        enterQueue(pool);
        if (line != null) {
            Registry.addInOrder(line, task);
        } else {
            Registry.addSubmission(object, listed);
        }
        return task;
    }

    /** Notes that a timer is given a task; null if the task has an entry: then it is scheduled twice, about to fail. */
    static Task timed(ThreadTask self, Object timerTask, boolean periodic) {
        if (Registry.findTask(timerTask) != null) {
            return null;
        }
        Task parent = self.within();
        Object stack = stack(self, Kind.TIMER_TASK, timerTask.getClass(), parent);
        String creator = Thread.currentThread().getName();
        TableTask task =
                new TableTask(timerTask, Kind.TIMER_TASK, Task.QUEUED, periodic, parent, creator, stack, now(stack));
        self.submitting(task);
        Registry.add(task);
        return task;
    }

    static void stage(ThreadTask self, Object stage, Object future) {
        Task parent = self.within();
        Object stack = stack(self, Kind.ASYNC_STAGE, stage.getClass(), parent);
        Registry.add(new StageTask(stage, parent, Thread.currentThread().getName(), stack, now(stack), future));
    }

    /** Notes a future unless it is of a class of the JDK's own. */
    static void future(ThreadTask self, Object future) {
        Class<?> type = future.getClass();
        if (isOfUsers(type)) {
            Task parent = self.within();
            Object stack = stack(self, Kind.FUTURE, type, parent);
            Promise promise = new Promise(future, parent, Thread.currentThread().getName(), stack, now(stack));
            Registry.add(promise);
        }
    }

    /** Whether futures of this class are the user's: some classes of the JDK serve it alone. */
    static boolean isOfUsers(Class<?> future) {
        return future == CompletableFuture.class || future.getClassLoader() != null;
    }

    /** The entry of an executor, made now if it existed before LeakTrace did. */
    static Pool poolOf(ThreadTask self, Object executor) {
        Pool last = self.lastPool;
        if (last != null && last.refersTo(executor) && last.state() != Task.ENDED) {
            return last;
        }
        Pool pool = Registry.findPool(executor);
        if (pool == null) {
            pool = new Pool(executor, false, handsOn(executor), null, null, null);
            Registry.add(pool);
        }
        if (pool.handsOn) {
            handsOnIsSeen();
        }
        self.lastPool = pool;
        return pool;
    }

    private static void enterQueue(Pool pool) {
        if (pool.forkJoin) {
            Pool.ENTERED_QUEUE.increment();
        }
    }

    /** The time by the dear clock, where a stack was captured, which costs a hundred times as much; else the other. */
    private static long now(Object stack) {
        return stack instanceof Gap ? Registry.clock() : System.nanoTime();
    }

    /** The stack of this moment, or what stands for it if capturing it would cost too much. */
    private static Object stack(ThreadTask self, Kind kind, Class<?> type, Task parent) {
        if ((++self.created & (CHECKED_EVERY - 1)) == 0) {
            Registry.checkClock();
        }
        if (Budget.isUnlimited()) {
            return Budget.capture(self, null, false);
        }
        Site site = Sites.of(self, kind, type, parent);
        long clock = Registry.clock();
        boolean due = site.isDue(clock) || Budget.allows(self, site.representative() != null);
        if (due || (site.isSuspect(clock) && Budget.allowsUrgent())) {
            return sample(self, site, !due);
        }
        self.uncaptured++;
        if (++self.refused % TOLD_AFTER == 0) {
            self.tellUncaptured();
            Budget.refused(TOLD_AFTER);
            if (site.hasLargeGap() ? Budget.allowsDebt() : site.representative() == null && Budget.hasLeft()) {
                return sample(self, site, false);
            }
        }
        return site.gap();
    }

    private static Capture sample(ThreadTask self, Site site, boolean urgent) {
        Capture stack = Budget.capture(self, site, urgent);
        site.sample(stack);
        return stack;
    }

    private static Kind kindOf(int mode, Object object, Pool pool) {
        if (mode == Probes.ONE_SHOT || mode == Probes.PERIODIC) {
            return Kind.SCHEDULED_TASK;
        }
        if (object instanceof CompletableFuture.AsynchronousCompletionTask) {
            return Kind.ASYNC_STAGE;
        }
        // a mailbox of Pekko or Akka is one, wherever it is run
        if (pool.forkJoin && object instanceof ForkJoinTask && !isAdapter(object.getClass())) {
            return Kind.FORK_JOIN_TASK;
        }
        return Kind.EXECUTOR_TASK;
    }

    /** Whether a fork-join task only wraps the Runnable or Callable that was submitted. */
    private static boolean isAdapter(Class<?> type) {
        return type.getClassLoader() == null && type.getName().startsWith("java.util.concurrent.ForkJoin");
    }

    private static boolean handsOn(Object executor) {
        return !(executor instanceof ThreadPoolExecutor)
                && !(executor instanceof ForkJoinPool)
                && executor.getClass().getClassLoader() != null;
    }

    private Recorder() {}
}
