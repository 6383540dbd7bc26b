/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;

/** What does a parallel stream cost? */
public class ParallelSum {
    private static final long NUMBERS = 3_000_000;

    @Benchmark
    public void run(CallingStack stack, Total total) {
        stack.run(() -> total.add(LongStream.range(0, NUMBERS)
                .parallel()
                .map(number -> number ^ number >>> 3)
                .sum()));
    }
}
