/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread as one scan saw it.
 *
 * @param state of the JVM
 * @param since when it was first seen without progress, in {@link System#nanoTime()}
 * @param stack what it is doing, {@link Reading#NONE} if that was not read
 * @param blocker the object it is parked on, or null
 * @param lockClass class of the monitor or blocker, or null
 * @param lockIdentity identity hash of that object
 * @param ownerThread id of the thread that owns it, or 0
 */
record ThreadLook(
        Thread.State state,
        long since,
        Reading stack,
        @Nullable Object blocker,
        @Nullable String lockClass,
        int lockIdentity,
        long ownerThread) {
    ThreadLook with(Reading read) {
        return new ThreadLook(state, since, read, blocker, lockClass, lockIdentity, ownerThread);
    }

    /** The same, waiting to enter this monitor. */
    ThreadLook enters(Object monitor) {
        return new ThreadLook(
                state,
                since,
                stack,
                monitor,
                monitor.getClass().getName(),
                System.identityHashCode(monitor),
                ownerThread);
    }

    /** The same, waiting for the end of this class's initialiser, which the thread of this id runs. */
    ThreadLook initializes(String type, int identity, long thread) {
        return new ThreadLook(state, since, stack, blocker, "class " + type, identity, thread);
    }

    boolean isRead() {
        return stack != Reading.NONE;
    }

    List<StackTraceElement> frames() {
        return stack.frames();
    }

    boolean isWaiting() {
        return waits(state);
    }

    static boolean waits(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
    }
}
