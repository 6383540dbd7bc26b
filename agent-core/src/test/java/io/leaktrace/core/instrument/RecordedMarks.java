/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.ArrayList;
import java.util.List;

/** Stands in for the probes that rewritten classes call: the same arithmetic, but for one thread, and open to a test. */
public final class RecordedMarks {
    private static final int BITS = 21;

    private static final List<Long> SEEN = new ArrayList<>();
    private static long mark;

    public static Object marking() {
        return SEEN;
    }

    public static long entering(Object thread, int callSite) {
        long before = mark;
        mark = before << BITS | callSite;
        return before;
    }

    public static void left(Object thread, long before) {
        mark = before;
    }

    public static void run(Runnable runnable) {
        runnable.run();
    }

    /** What the code under test calls where a submission would be. */
    public static void submission() {
        SEEN.add(mark);
    }

    /** The same, for generated classes. */
    public static int execute(int value) {
        submission();
        return value;
    }

    static void reset() {
        mark = 0;
        SEEN.clear();
    }

    static long now() {
        return mark;
    }

    static List<Long> seen() {
        return List.copyOf(SEEN);
    }

    /** How many calls a mark tells of. */
    static int depth(long mark) {
        int depth = 0;
        for (long rest = mark; rest != 0; rest >>>= BITS) {
            depth++;
        }
        return depth;
    }

    private RecordedMarks() {}
}
