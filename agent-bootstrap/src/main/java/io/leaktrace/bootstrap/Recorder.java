/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Makes the entries: decides of what kind a task is, and notes the origin. Called by {@link Probes} on host threads,
 * which guards every call; nothing here is called twice at a time by one thread.
 */
final class Recorder {
    private static final int MEASURED_EVERY = 64;

    /** Whether any executor outside the JDK was seen: until then, starts of plain Runnables need no look-up. */
    static volatile boolean handsOnSeen;

    /** Whether any external fork-join task was seen: until then, their starts need no look-up. */
    static volatile boolean forkJoinSeen;

    /** The executor that runs virtual threads: what it is given is never looked at. */
    static volatile Object scheduler;

    /** The new entry of a thread about to start, or null if it has one: then this is a second start, about to fail. */
    static Task thread(ThreadTask self, Thread thread) {
        if (Registry.find(thread) != null) {
            return null;
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
    }

    static void pool(ThreadTask self, Object executor) {
        if (Registry.find(executor) == null) {
            boolean hidden = Current.VIRTUAL != null && scheduler == null && isOfVirtualThreads(executor);
            Registry.add(new Pool(
                    executor,
                    hidden,
                    handsOn(executor),
                    innermost(self),
                    Thread.currentThread().getName(),
                    capture(self)));
        }
    }

    /**
     * Whether the class of virtual threads is being initialised and makes the executors it needs. It is not initialised
     * by us: how many threads carry virtual threads is for the host to set, until it starts the first.
     */
    private static boolean isOfVirtualThreads(Object executor) {
        StackTraceElement[] frames = new Throwable().getStackTrace();
        for (int i = 0; i < frames.length; i++) {
            String method = frames[i].getMethodName();
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

    /** Notes a submission; null if it belongs to one under way, or is not to be recorded. */
    static Task submission(ThreadTask self, Object executor, Object object, boolean byHost) {
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
            if (pool.isOutOfSight()) {
                Health.dropped();
                return null;
            }
            pool.submissions++;
            task = create(self, object, kind, Task.QUEUED, self.mode == Probes.PERIODIC);
            task.pool = pool;
            task.handedOn = byHost || pool.handsOn;
            if (enclosing != null && enclosing.handedOn && enclosing.state() == Task.QUEUED) {
                task.wrapped = enclosing;
            }
            Registry.addSubmission(object, task);
        } else if (task.move(Task.PENDING, Task.QUEUED)) {
            task.pool = pool;
            task.movedAt = System.nanoTime();
        } else {
            return null;
        }
        enclose(self, task);
        return task;
    }

    /** Notes that a timer is given a task; null if the task has an entry: then it is scheduled twice, about to fail. */
    static Task timed(ThreadTask self, Object timerTask, boolean periodic) {
        if (Registry.find(timerTask) != null) {
            return null;
        }
        Task task = create(self, timerTask, Kind.TIMER_TASK, Task.QUEUED, periodic);
        enclose(self, task);
        Registry.add(task);
        return task;
    }

    static void stage(ThreadTask self, Object stage, Object future) {
        Task task = create(self, stage, Kind.ASYNC_STAGE, Task.PENDING, false);
        if (future != null) {
            task.result = new WeakReference<>(future);
        }
        Registry.add(task);
    }

    /** Notes a future unless it is of a class of the JDK's own. */
    static void future(ThreadTask self, Object future) {
        Class<?> type = future.getClass();
        if (type == CompletableFuture.class || type.getClassLoader() != null) {
            Registry.add(create(self, future, Kind.FUTURE, Task.PENDING, false));
        }
    }

    /** The entry of an executor, made now if it existed before LeakTrace did. */
    static Pool poolOf(Object executor) {
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

    private static void enclose(ThreadTask self, Task task) {
        task.enclosing = self.submitting;
        self.submitting = task;
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
        if (self.mode == Probes.ONE_SHOT || self.mode == Probes.PERIODIC) {
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

    private static boolean handsOn(Object executor) {
        return !(executor instanceof ThreadPoolExecutor)
                && !(executor instanceof ForkJoinPool)
                && executor.getClass().getClassLoader() != null;
    }

    private Recorder() {}
}
