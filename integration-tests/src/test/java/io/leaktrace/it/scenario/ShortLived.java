/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.stream.LongStream;

/**
 * Sums by thousands of forks in every way that involves a thread which is no worker, then starts a thousand threads that
 * end. Says how many tasks were recorded, and how many were known to have ended right after the last join.
 */
public final class ShortLived {
    private static final int NUMBERS = 1 << 12;
    private static final int THREADS = 1_000;

    public static void main(String[] arguments) throws Exception {
        Settled.await("registered", 0);
        long before = number("CreatedTasks");
        ForkJoinPool pool = new ForkJoinPool(2);
        long sum = pool.invoke(new Sum(0, NUMBERS))
                + ForkJoinPool.commonPool().invoke(new Sum(0, NUMBERS))
                + new Sum(0, NUMBERS).invoke()
                + new Sum(0, NUMBERS).fork().join()
                + LongStream.range(0, NUMBERS).parallel().sum();
        System.out.println("sum=" + sum + ";");
        System.out.println("recorded=" + (number("CreatedTasks") - before) + ";");

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(() -> {}));
        }
        before = number("EndedTasks");
        for (Thread thread : threads) {
            thread.start();
            thread.join();
        }
        System.out.println("ended=" + (number("EndedTasks") - before) + ";");
        Program.run();
    }

    private static long number(String attribute) throws Exception {
        return ((Number) Program.attribute(attribute)).longValue();
    }

    private static final class Sum extends RecursiveTask<Long> {
        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from == 1) {
                return (long) from;
            }
            int middle = (from + to) >>> 1;
            Sum left = new Sum(from, middle);
            left.fork();
            return new Sum(middle, to).invoke() + left.join();
        }
    }

    private ShortLived() {}
}
