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
 * @param ownerName name of that task, or null if unknown
 */
public record WaitingOn(
        String className,
        String identity,
        long ownerTask,
        @Nullable String ownerName) {}
