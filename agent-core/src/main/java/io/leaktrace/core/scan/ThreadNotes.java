/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import java.lang.management.ThreadInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scanner remembers of one thread from look to look. An episode is a stretch without progress: as long as it
 * lasts the thread's stack cannot change, so it is read at most once. The scan thread only.
 */
final class ThreadNotes {
    private static final int REMEMBERED_WAITS = 8;

    /** The JVM's counts at the last look; -1 before the first. */
    long blocked = -1;

    long waited = -1;
    long cpu = -1;
    int progress = -1;
    Thread.@Nullable State state;

    /** When the present episode was first seen, in {@link System#nanoTime()}: a lower bound of how long it lasts. */
    long since;

    /** The stack of the present episode, or null if it was not read. */
    @Nullable
    List<StackTraceElement> frames;

    /** How many of those frames are the innermost task's own: those below belong to the executor that runs it. */
    int ownFrames;

    /** Whether it came back to a wait where the same task had been before: a loop. */
    boolean loops;

    /** How many stacks were read only to know where this thread usually waits. */
    int samples;

    /** Hashes of stacks it was seen waiting in, with the task that waited: a ring, oldest overwritten. */
    private final int[] waits = new int[REMEMBERED_WAITS];

    private int waitsSeen;
    private int present;

    void begin(long now) {
        if (frames != null && !loops) {
            waits[waitsSeen++ % REMEMBERED_WAITS] = present;
        }
        since = now;
        frames = null;
        loops = false;
    }

    /** Whether a platform thread is still in the episode that was noted. */
    boolean isAt(ThreadInfo info) {
        return info.getBlockedCount() == blocked && info.getWaitedCount() == waited && info.getThreadState() == state;
    }

    /** Keeps the stack of this episode, and notices if it is one of an earlier wait. */
    void read(StackTraceElement[] raw, @Nullable Task task) {
        List<StackTraceElement> stack = Frames.withoutAgent(raw);
        frames = stack;
        ownFrames = Frames.aboveAgent(raw);
        present = stack.hashCode() * 31 + System.identityHashCode(task);
        for (int i = 0; i < Math.min(waitsSeen, REMEMBERED_WAITS); i++) {
            loops |= waits[i] == present;
        }
    }
}
