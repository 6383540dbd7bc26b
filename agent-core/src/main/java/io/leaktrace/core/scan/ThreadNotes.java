/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.scan.ThreadStates.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scanner remembers of one thread from look to look. An episode is a stretch without progress: as long as it
 * lasts the thread's stack cannot change, so it is read at most once. Every platform thread has notes; of the virtual
 * ones, of which there may be very many, only those whose parking tells too little. The scan thread only.
 */
final class ThreadNotes {
    private static final int REMEMBERED_WAITS = 8;

    /** How many stacks of one thread are read only to know where it usually waits. */
    private static final int SAMPLES = 8;

    /** The JVM's counts at the last look; -1 before the first. */
    long blocked = -1;

    long waited = -1;
    long cpu = -1;
    int progress = -1;
    Thread.@Nullable State state;

    /** When the present episode was first seen, in {@link System#nanoTime()}: a lower bound of how long it lasts. */
    long since;

    /** Whether the last look found it alive; then the following are what it waited for at that moment. */
    boolean seen;

    @Nullable
    String lockClass;

    int lockIdentity;
    long ownerThread;

    /** The stack of the present episode; {@link Reading#NONE} if it was not read. */
    Reading stack = Reading.NONE;

    /** What was made of that stack, and whether for the thread itself or for a task it runs; null if nothing yet. */
    @Nullable
    Verdict verdict;

    boolean verdictIsOwn;

    int samples;

    /** Hashes of stacks it was seen waiting in, with the task that waited: a ring, oldest overwritten. */
    private int @Nullable [] waits;

    private int waitsSeen;
    private int present;

    void begin(long now) {
        if (stack != Reading.NONE && !stack.loops()) {
            if (waits == null) {
                waits = new int[REMEMBERED_WAITS];
            }
            waits[waitsSeen++ % REMEMBERED_WAITS] = present;
        }
        since = now;
        stack = Reading.NONE;
        verdict = null;
    }

    /** Keeps the stack of this episode, and notices if it is one of an earlier wait. */
    void read(List<StackTraceElement> frames, int ownFrames, @Nullable Task task) {
        present = frames.hashCode() * 31 + System.identityHashCode(task);
        stack = new Reading(frames, ownFrames, hasBeenHere());
        verdict = null;
    }

    /** Whether nothing is in them that the thread itself would not tell. */
    boolean areEmpty() {
        return stack == Reading.NONE && waits == null && samples == 0;
    }

    /** Whether one more stack would help to know where this thread, which waits now, usually does. */
    static boolean isWorthASample(ThreadTask task) {
        return !(task.notes instanceof ThreadNotes notes) || (notes.stack == Reading.NONE && notes.samples < SAMPLES);
    }

    private boolean hasBeenHere() {
        boolean been = false;
        for (int i = 0; waits != null && i < Math.min(waitsSeen, REMEMBERED_WAITS); i++) {
            been |= waits[i] == present;
        }
        return been;
    }
}
