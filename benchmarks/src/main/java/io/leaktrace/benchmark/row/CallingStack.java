/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Runs work at the end of a calling stack of exactly so many frames. Takes the depths of the system property {@code
 * benchmark.depths} in turn, one per iteration, so that all of them share one JVM and its luck.
 */
@State(Scope.Thread)
public class CallingStack {
    private final int[] depths = Arrays.stream(
                    System.getProperty("benchmark.depths", "20").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private int iterations;
    private int depth;
    private int missing;

    /** Goes on to the next depth. */
    @Setup(Level.Iteration)
    public void nextDepth() {
        depth = depths[iterations++ % depths.length];
        missing = -1;
    }

    /** Runs this with its own frame as the last of the stack. */
    public void run(Runnable work) {
        if (missing < 0) {
            missing = Frames.missing(depth);
        }
        Frames.call(work, missing);
    }
}
