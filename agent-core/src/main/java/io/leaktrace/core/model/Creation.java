/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task came to be: its origin. Made by {@link #exact}, {@link #representative} or {@link #notCaptured}.
 *
 * @param exactness whose the frames are
 * @param representativeOf how many tasks the frames stand for, 0 unless they are a representative's
 * @param frames the creating stack, from the caller of the entry point ({@code submit}, {@code start} …) outwards;
 * empty if it was not captured
 * @param taskId the task in which it was created, or 0 if unknown
 * @param threadName the thread on which it was created, or null if unknown
 * @param at when
 */
public record Creation(
        Exactness exactness,
        long representativeOf,
        List<StackTraceElement> frames,
        long taskId,
        @Nullable String threadName,
        Instant at) {
    /** Instead of frames, wherever a user would look for them. */
    public static final String NOT_CAPTURED = "not captured (over budget)";

    /** Whose the frames of an origin are. */
    public enum Exactness {
        /** Captured for this very task. */
        EXACT,
        /** Captured for others of its site, all of which agreed. */
        REPRESENTATIVE,
        /** There are none: the budget was spent, and nobody can speak for the site. */
        NOT_CAPTURED
    }

    public Creation {
        frames = List.copyOf(frames);
    }

    /** An origin that was captured for this very task. */
    public static Creation exact(List<StackTraceElement> frames, long taskId, @Nullable String threadName, Instant at) {
        return new Creation(Exactness.EXACT, 0, frames, taskId, threadName, at);
    }

    /** The origin of the site, which stands for so many of its tasks; at least this one. */
    public static Creation representative(
            long of, List<StackTraceElement> frames, long taskId, @Nullable String threadName, Instant at) {
        return new Creation(Exactness.REPRESENTATIVE, Math.max(1, of), frames, taskId, threadName, at);
    }

    /** An origin of which only thread, task and time are known. */
    public static Creation notCaptured(long taskId, @Nullable String threadName, Instant at) {
        return new Creation(Exactness.NOT_CAPTURED, 0, List.of(), taskId, threadName, at);
    }

    /** Whether the frames were captured for this very task. */
    public boolean isExact() {
        return exactness == Exactness.EXACT;
    }

    /** Whether as much is known of it as of another one, and the same. */
    public boolean isLike(Creation other) {
        return exactness == other.exactness && frames.equals(other.frames);
    }

    /** Whether there are frames to look at, the task's own or a representative's. */
    public boolean isCaptured() {
        return exactness != Exactness.NOT_CAPTURED;
    }
}
