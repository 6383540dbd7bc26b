/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import org.openjdk.jmh.annotations.Benchmark;

/** What does a computation cost that forks all the time? */
public class RecursiveSum {
    private static final int NUMBERS = 1 << 18;

    @Benchmark
    public void run(CallingStack stack, Total total) {
        stack.run(() -> total.add(ForkJoinPool.commonPool().invoke(new Sum(0, NUMBERS))));
    }

    /** Some 4,000 forks, each for 64 numbers. */
    private static final class Sum extends RecursiveTask<Long> {
        private static final int ALONE = 64;

        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from <= ALONE) {
                return alone();
            }
            int middle = (from + to) >>> 1;
            Sum left = new Sum(from, middle);
            left.fork();
            long right = new Sum(middle, to).compute();
            return right + left.join();
        }

        private long alone() {
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += i ^ i >>> 3;
            }
            return sum;
        }
    }
}
