/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.stream.Stream;

/** A calling stack made of several methods that call each other, as programs have it. */
public final class Frames {
    /** Runs this at the end of a stack of at least so many frames, and exactly so many if the caller's is not deeper. */
    public static void atDepth(int depth, Runnable work) {
        call(work, missing(depth));
    }

    /** Runs this with as many frames more as said. */
    static void call(Runnable work, int more) {
        controller(work, more);
    }

    /** How many frames {@link #call} has to add when called from the caller of this method. */
    static int missing(int depth) {
        int ofCallersCaller = (int) (long) StackWalker.getInstance().walk(Stream::count) - 1;
        int callAndControllerAndWork = 3;
        return Math.max(0, depth - ofCallersCaller - callAndControllerAndWork);
    }

    private static void controller(Runnable work, int more) {
        if (more > 0) {
            service(work, more - 1);
        } else {
            work.run();
        }
    }

    private static void service(Runnable work, int more) {
        if (more > 0) {
            repository(work, more - 1);
        } else {
            work.run();
        }
    }

    private static void repository(Runnable work, int more) {
        if (more > 0) {
            controller(work, more - 1);
        } else {
            work.run();
        }
    }

    private Frames() {}
}
