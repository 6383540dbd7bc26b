/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * A creating stack after it was resolved: what takes the place of the Throwable in {@code Task.stack}. Equal ones are
 * one object, so a million tasks of one site share it.
 */
final class Origin {
    private final List<StackTraceElement> frames;
    private final boolean plumbing;
    private final boolean once;
    private final List<StackTraceElement> above;

    /**
     * Keeps what matters of a stack.
     *
     * @param frames from the caller of the entry point outwards; never empty
     * @param plumbing whether it is that of a future which the JDK made for itself
     * @param whole all frames but the agent's
     */
    Origin(List<StackTraceElement> frames, boolean plumbing, List<StackTraceElement> whole) {
        this.frames = frames;
        this.plumbing = plumbing;
        this.once = isOnce(whole);
        this.above = Scope.isUsed() ? above(whole, frames.get(0)) : List.of();
    }

    /** One that nobody asks more of than its frames. */
    Origin(List<StackTraceElement> frames) {
        this(frames, false, frames);
    }

    /** The frames to show. */
    List<StackTraceElement> frames() {
        return frames;
    }

    /** Whether it is that of a future which the JDK made for itself. */
    boolean plumbing() {
        return plumbing;
    }

    /** Whether a class was being initialised: that happens once, whoever happened to be the first to need it. */
    boolean isOnce() {
        return once;
    }

    /** What was called on the way to the creation by the first of the frames; empty unless there are scopes. */
    List<StackTraceElement> above() {
        return above;
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

    private static boolean isOnce(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            if (frame.getMethodName().equals("<clinit>")) {
                return true;
            }
        }
        return false;
    }

    private static List<StackTraceElement> above(List<StackTraceElement> whole, StackTraceElement first) {
        int end = 0;
        while (end < whole.size() && whole.get(end) != first) {
            end++;
        }
        return new ArrayList<>(whole.subList(0, end));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && plumbing == that.plumbing
                && once == that.once
                && frames.equals(that.frames)
                && above.equals(that.above);
    }

    @Override
    public int hashCode() {
        return frames.hashCode();
    }
}
