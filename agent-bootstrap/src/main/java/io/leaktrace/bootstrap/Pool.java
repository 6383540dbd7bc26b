/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** The entry of an executor. Written by probes on host threads, read by the scanner. */
public final class Pool extends Task {
    private static final int MOST_WAITING = 10_000;

    /** Belongs to the JVM itself, such as the scheduler of virtual threads: its tasks are not recorded. */
    public final boolean hidden;
    /** An executor outside the JDK, which may pass the very object it was given on to another executor. */
    public final boolean handsOn;
    /** Whether a task of it was seen to start. Racy. */
    public volatile boolean seenStarting;

    /** When the newest of the tasks that were seen to start was submitted, in {@link System#nanoTime()}. Racy. */
    public volatile long newestStarted;

    /**
     * Whether this task of it may be called queued. An executor of the JDK can be asked. Of another one it can be said
     * only if starts are seen at all, and none of a later submission: then this one may have started unseen.
     */
    public boolean tellsQueued(Task task) {
        return !handsOn || (seenStarting && task.createdAt - newestStarted > 0 && !refersTo(null));
    }

    /** Submissions and starts seen so far. Racy, so only for the order of magnitude. */
    int submissions;

    int starts;

    /**
     * Whether so many tasks seem to wait in an executor outside the JDK that it must be running them where no hook is:
     * recording more would only fill the heap.
     */
    boolean isOutOfSight() {
        return handsOn && submissions - starts > MOST_WAITING;
    }

    Pool(Object executor, boolean hidden, boolean handsOn, Task parent, String creatorName, Object stack) {
        super(executor, Kind.POOL, PENDING, false, parent, creatorName, stack);
        this.hidden = hidden;
        this.handsOn = handsOn;
    }
}
