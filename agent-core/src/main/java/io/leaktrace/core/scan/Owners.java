/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Registry;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the task that a waiting one waits for: who holds the lock, completes the future, or is the thread to be joined.
 * Says nothing rather than guess. One instance per scan.
 */
final class Owners {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture";
    private static final String SIGNALLER = FUTURE + "$Signaller";
    private static final String OWNABLE = "java.util.concurrent.locks.AbstractOwnableSynchronizer";

    private final Collection<Task> tasks;
    private final Map<Long, ThreadTask> byThreadId = new HashMap<>();
    private @Nullable Map<Object, Task> signallers;

    Owners(Collection<Task> tasks) {
        this.tasks = tasks;
        for (Task task : tasks) {
            if (task instanceof ThreadTask thread) {
                byThreadId.put(thread.threadId, thread);
            }
        }
    }

    /** The task that this thread waits for, or null if unknown. */
    @Nullable
    Task of(ThreadTask waiter, ThreadLook look, String wait) {
        if (look.ownerThread() != 0) {
            return innermost(byThreadId.get(look.ownerThread()));
        }
        Object blocker = look.blocker();
        if (wait.equals("Thread.join")) {
            return joined(look, blocker);
        }
        if (blocker == null) {
            return null;
        }
        if (blocker.getClass().getName().equals(SIGNALLER)) {
            return signallers().get(blocker);
        }
        if (blocker instanceof AbstractOwnableSynchronizer) {
            Object owner = JdkFields.get(OWNABLE, "exclusiveOwnerThread", blocker);
            Task thread = owner instanceof Thread && owner != waiter.get() ? Registry.find(owner) : null;
            return thread instanceof ThreadTask known ? innermost(known) : null;
        }
        return Registry.find(blocker); // a FutureTask or fork-join task parks its waiters on itself
    }

    /**
     * A thread waits to join another one in {@code Object.wait} on that thread, a virtual one's joiner on a latch of
     * its.
     */
    private @Nullable Task joined(ThreadLook look, @Nullable Object blocker) {
        Task found = null;
        for (Task task : tasks) {
            if (!(task instanceof ThreadTask thread) || thread.get() == null) {
                continue;
            }
            boolean same = thread.virtual && blocker != null
                    ? terminationOf(thread) == blocker
                    : look.lockIdentity() == thread.hash
                            && Objects.requireNonNull(thread.get())
                                    .getClass()
                                    .getName()
                                    .equals(look.lockClass());
            if (same) {
                if (found != null) {
                    return null; // two identity hashes are equal
                }
                found = innermost(thread);
            }
        }
        return found;
    }

    private static @Nullable Object terminationOf(ThreadTask thread) {
        Object latch = JdkFields.get("java.lang.VirtualThread", "termination", Objects.requireNonNull(thread.get()));
        return latch == null ? null : JdkFields.get("java.util.concurrent.CountDownLatch", "sync", latch);
    }

    /**
     * Threads in {@code CompletableFuture.get} are parked on an object of their own, which the future keeps in a list.
     */
    private Map<Object, Task> signallers() {
        if (signallers == null) {
            signallers = new IdentityHashMap<>();
            for (Task task : tasks) {
                Object future = task.kind == Kind.FUTURE ? task.get() : task.result == null ? null : task.result.get();
                Object node = future == null ? null : JdkFields.get(FUTURE, "stack", future);
                while (node != null) {
                    if (node.getClass().getName().equals(SIGNALLER)) {
                        signallers.put(node, task);
                    }
                    node = JdkFields.get(FUTURE + "$Completion", "next", node);
                }
            }
        }
        return signallers;
    }

    private static @Nullable Task innermost(@Nullable ThreadTask thread) {
        Task current = thread == null ? null : thread.current;
        return current == null ? thread : current;
    }
}
