/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Gap;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A thread that has made no progress for longer than the threshold, and how the last look saw it. */
record Suspect(ThreadTask thread, ThreadLook look) {
    /**
     * What suspects have in common that were made in the same place, do the same and wait for the same sort of thing:
     * nearly always they are in the same place, too.
     *
     * @param site where the thread was created, or the thread itself if that is unknown
     * @param taskSite the same of the task it runs, or null if it runs none
     */
    record Likeness(
            Object site,
            @Nullable Object taskSite,
            Thread.State state,
            @Nullable String lockClass,
            boolean hasWorked,
            @Nullable Class<?> type) {
        /** Waits in which nobody waits for work, told by what is waited on: whether a stack is idle does not matter. */
        private static final Set<String> NEVER_FOR_WORK = Set.of(
                "java.util.concurrent.CountDownLatch$Sync",
                "java.util.concurrent.FutureTask",
                "java.util.concurrent.CompletableFuture$Signaller",
                "java.util.concurrent.locks.ReentrantLock$FairSync",
                "java.util.concurrent.locks.ReentrantLock$NonfairSync",
                "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync",
                "java.util.concurrent.locks.ReentrantReadWriteLock$NonfairSync");

        /** Whether it tells by itself that they do not wait for work, as far as they do not differ in their threads. */
        boolean isTelling() {
            return state == Thread.State.BLOCKED || (lockClass != null && NEVER_FOR_WORK.contains(lockClass));
        }
    }

    /** The same thread with the stack of another one, which is taken to be its own. */
    Suspect like(Suspect read) {
        return new Suspect(thread, look.with(read.look.stack()));
    }

    /** The same with the monitor that it waits for, if it is a virtual thread and the JVM tells. */
    Suspect withMonitor() {
        Object monitor = thread.virtual && look.state() == Thread.State.BLOCKED && thread.get() instanceof Thread alive
                ? Monitors.awaitedBy(alive)
                : null;
        return monitor == null ? this : new Suspect(thread, look.enters(monitor));
    }

    Likeness likeness() {
        Task running = thread.current;
        Object object = thread.get();
        return new Likeness(
                site(thread),
                running == null ? null : site(running),
                look.state(),
                look.lockClass(),
                thread.hasWorked,
                object == null ? null : object.getClass());
    }

    /** Equal origins are one object, and so are sites. */
    private static Object site(Task task) {
        Object stack = task.stack;
        return stack == null ? task : stack instanceof Gap gap ? gap.site : stack;
    }
}
