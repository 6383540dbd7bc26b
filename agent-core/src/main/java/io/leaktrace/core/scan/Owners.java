/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Registry;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the task that a waiting one waits for: who holds the lock, completes the future, or is the thread to be joined.
 * Says nothing rather than guess. One instance per scan.
 */
final class Owners {

    private static final JdkField OWNER =
            JdkField.of("java.util.concurrent.locks.AbstractOwnableSynchronizer", "exclusiveOwnerThread");
    private static final JdkField FUTURE_TASK_RUNNER = JdkField.of("java.util.concurrent.FutureTask", "runner");
    private static final JdkField FUTURE_TASK_WAITERS = JdkField.of("java.util.concurrent.FutureTask", "waiters");
    private static final JdkField FORK_JOIN_WAITERS = JdkField.of("java.util.concurrent.ForkJoinTask", "aux");
    private static final JdkField TERMINATION = JdkField.of("java.lang.VirtualThread", "termination");
    private static final JdkField LATCH = JdkField.of("java.util.concurrent.CountDownLatch", "sync");

    /** Threads that are asked for the monitors they hold. */
    private static final int MOST_ASKED = 1_000;

    private final Collection<ThreadTask> threads;
    private final Standings standings;
    private final Map<ThreadTask, Optional<Task>> known = new HashMap<>();
    private @Nullable Map<Long, ThreadTask> byThreadId;
    private @Nullable Map<Object, Task> byWaiting;
    private @Nullable Map<Object, ThreadTask> byMonitor;

    /** Knows the platform threads; everybody else is looked for when somebody waits for one of them. */
    Owners(Collection<ThreadTask> threads, Standings standings) {
        this.threads = threads;
        this.standings = standings;
    }

    /** The task that this thread waits for, or null if unknown. */
    @Nullable
    Task of(ThreadTask waiter, ThreadLook look, String wait) {
        return known.computeIfAbsent(waiter, key -> Optional.ofNullable(find(waiter, look, wait)))
                .orElse(null);
    }

    /** The thread that has ended and still holds the lock this one waits for, or null. */
    static @Nullable Thread deadOwner(ThreadLook look) {
        Object owner = look.blocker() instanceof AbstractOwnableSynchronizer ? OWNER.get(look.blocker()) : null;
        return owner instanceof Thread thread && !thread.isAlive() ? thread : null;
    }

    private @Nullable Task find(ThreadTask waiter, ThreadLook look, String wait) {
        ThreadTask holding = look.ownerThread() == 0 ? null : byThreadId().get(look.ownerThread());
        if (holding != null) {
            return innermost(holding);
        }
        Object blocker = look.blocker();
        if (look.state() == Thread.State.BLOCKED) {
            return blocker == null ? null : innermost(byMonitor().get(blocker));
        }
        if (blocker == null) {
            return wait.equals("Thread.join") ? joined(look) : null;
        }
        if (wait.equals("Thread.join") || Promises.isWaiter(blocker)) {
            return byWaiting().get(blocker);
        }
        if (blocker instanceof AbstractOwnableSynchronizer) {
            Object owner = OWNER.get(blocker);
            return owner == waiter.get() ? null : on(owner);
        }
        // a FutureTask or fork-join task parks its waiters on itself; what waits in a line is in no table
        Task awaited = Registry.find(blocker);
        if (awaited instanceof Pool) {
            return null; // its worker, which waits for work
        }
        if (awaited == null && (blocker instanceof FutureTask || blocker instanceof ForkJoinTask)) {
            awaited = byWaiting().get(blocker);
        }
        // in a wrapper that another agent made before LeakTrace saw it, it has no entry
        return awaited == null && blocker instanceof FutureTask ? on(FUTURE_TASK_RUNNER.get(blocker)) : awaited;
    }

    /** What runs on a thread, if this is one. */
    private static @Nullable Task on(@Nullable Object thread) {
        return thread instanceof Thread && Registry.find(thread) instanceof ThreadTask known ? innermost(known) : null;
    }

    /** Who of those that are stuck, and of the platform threads, holds a monitor: as far as the JVM tells, and not too many. */
    private Map<Object, ThreadTask> byMonitor() {
        if (byMonitor == null) {
            Map<Object, ThreadTask> found = new IdentityHashMap<>();
            Stream.concat(standings.concluded().stream(), threads.stream())
                    .distinct()
                    .limit(MOST_ASKED)
                    .forEach(thread -> {
                        if (thread.get() instanceof Thread alive) {
                            Monitors.heldBy(alive).forEach(monitor -> found.put(monitor, thread));
                        }
                    });
            byMonitor = found;
        }
        return byMonitor;
    }

    private Map<Long, ThreadTask> byThreadId() {
        if (byThreadId == null) {
            byThreadId = new HashMap<>();
            for (ThreadTask thread : threads) {
                byThreadId.put(thread.threadId, thread);
            }
        }
        return byThreadId;
    }

    /** A thread waits to join a platform thread in {@code Object.wait} on that thread. */
    private @Nullable Task joined(ThreadLook look) {
        Task found = null;
        for (ThreadTask thread : threads) {
            Object object = thread.get();
            if (object != null
                    && look.lockIdentity() == System.identityHashCode(object)
                    && object.getClass().getName().equals(look.lockClass())) {
                if (found != null) {
                    return null; // two identity hashes are equal
                }
                found = innermost(thread);
            }
        }
        return found;
    }

    /**
     * What threads are parked on only for the sake of a task: a future, or a node that one keeps in a list, or the latch
     * of a virtual thread. Found by a walk over all tasks, once; of futures only those that somebody waits for.
     */
    private Map<Object, Task> byWaiting() {
        if (byWaiting == null) {
            Map<Object, Task> found = new IdentityHashMap<>();
            Bridge.forEach(task -> addAwaited(task, found));
            byWaiting = found;
        }
        return byWaiting;
    }

    private static void addAwaited(Task task, Map<Object, Task> found) {
        if (task.state() == Task.ENDED) {
            return;
        }
        if (!(task instanceof ThreadTask thread)) {
            addFuture(task, found);
            return;
        }
        for (Task running = thread.current; running != null; running = running.outer) {
            addFuture(running, found);
        }
        Object object = thread.virtual ? thread.get() : null;
        Object latch = object == null ? null : TERMINATION.get(object);
        Object sync = latch == null ? null : LATCH.get(latch);
        Task innermost = innermost(thread);
        if (sync != null && innermost != null) {
            found.put(sync, innermost);
        }
    }

    private static void addFuture(Task task, Map<Object, Task> found) {
        Object object = task.subject();
        if (object instanceof CompletableFuture) {
            Object node = Promises.firstDependent(object);
            while (node != null) {
                if (Promises.isWaiter(node)) {
                    found.merge(node, task, Owners::completer);
                }
                node = Promises.nextDependent(node);
            }
        } else if (object instanceof FutureTask
                ? FUTURE_TASK_WAITERS.get(object) != null
                : object instanceof ForkJoinTask && FORK_JOIN_WAITERS.get(object) != null) {
            found.put(object, task);
        }
    }

    /** Of a future that was created by itself and then given to a stage, the stage is what completes it. */
    private static Task completer(Task one, Task other) {
        return one.kind() == Kind.FUTURE ? other : one;
    }

    private static @Nullable Task innermost(@Nullable ThreadTask thread) {
        return thread == null ? null : thread.innermost();
    }
}
