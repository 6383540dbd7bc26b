/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import org.jspecify.annotations.Nullable;

/**
 * The object a task waits on.
 *
 * @param className class of the object, for example {@code java.util.concurrent.CountDownLatch$Sync}
 * @param identity its identity hash in hexadecimal
 * @param ownerTask the task that holds or completes it, or 0 if unknown
 * @param ownerName name of that task or of the thread that ended, or null if unknown
 * @param ownerEnded whether it is a lock whose owner has ended without giving it back
 */
public record WaitingOn(
        String className,
        String identity,
        long ownerTask,
        @Nullable String ownerName,
        boolean ownerEnded) {
    /** An object whose owner, if it has one, is alive. */
    public WaitingOn(String className, String identity, long ownerTask, @Nullable String ownerName) {
        this(className, identity, ownerTask, ownerName, false);
    }
}
