/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** The entry of an executor. Written by probes on host threads, read by the scanner. */
public final class Pool extends Task {
    /** Belongs to the JVM itself, such as the scheduler of virtual threads: its tasks are not recorded. */
    public final boolean hidden;
    /** An executor outside the JDK, which may pass the very object it was given on to another executor. */
    public final boolean handsOn;
    /** Whether a task of it was seen to start; without that, nobody can say that a task is still queued. Racy. */
    public volatile boolean seenStarting;

    Pool(Object executor, boolean hidden, boolean handsOn, Task parent, String creatorName, Object stack) {
        super(executor, Kind.POOL, PENDING, false, parent, creatorName, stack);
        this.hidden = hidden;
        this.handsOn = handsOn;
    }
}
