/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.List;

/**
 * A creating stack after it was resolved: what takes the place of the Throwable in {@code Task.stack}. Equal ones are
 * one object, so a million tasks of one site share it.
 *
 * @param frames from the caller of the entry point outwards; never empty
 * @param plumbing whether it is that of a future which the JDK made for itself
 */
record Origin(List<StackTraceElement> frames, boolean plumbing) {
    /** The origin of anything else. */
    Origin(List<StackTraceElement> frames) {
        this(frames, false);
    }

    /** Whether no code outside the JDK took part. */
    boolean isJdkOnly() {
        for (StackTraceElement frame : frames) {
            if (!Frames.isJdk(frame)) {
                return false;
            }
        }
        return true;
    }
}
