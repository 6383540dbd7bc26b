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
 * @param frames its stack; empty if not read
 * @param blocker the object it is parked on, or null
 * @param lockClass class of the monitor or blocker, or null
 * @param lockIdentity identity hash of that object
 * @param ownerThread id of the thread that owns it, or 0
 */
record ThreadLook(
        Thread.State state,
        long since,
        List<StackTraceElement> frames,
        @Nullable Object blocker,
        @Nullable String lockClass,
        int lockIdentity,
        long ownerThread) {
    ThreadLook withFrames(List<StackTraceElement> read) {
        return new ThreadLook(state, since, read, blocker, lockClass, lockIdentity, ownerThread);
    }

    boolean isWaiting() {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
    }
}
