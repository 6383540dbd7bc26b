/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.junit.Leaks;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the check adds to a test that leaks nothing: the same work with and without it, in turn, and the medians. To be run
 * by hand, since it says something on a quiet machine only; the first argument is the number of rounds.
 */
final class CleanTestCost {
    private static final int WARM_UP = 2_000;

    /** What a test does. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        Leaks.attach();
        ExecutorService shared = Executors.newFixedThreadPool(2, CleanTestCost::daemon);
        measure("does nothing", rounds, () -> {});
        measure(
                "submits to a shared pool and waits",
                rounds,
                () -> shared.submit(() -> {}).get());
        measure("starts a thread and joins it", rounds, () -> {
            Thread thread = daemon(() -> {});
            thread.start();
            thread.join();
        });
        measure("makes a pool, uses it, shuts it down", rounds, () -> {
            ExecutorService own = Executors.newFixedThreadPool(1, CleanTestCost::daemon);
            own.submit(() -> {}).get();
            own.shutdown();
        });
    }

    private static void measure(String name, int rounds, Work work) throws Exception {
        long[] plain = new long[rounds];
        long[] checked = new long[rounds];
        for (int i = -WARM_UP; i < rounds; i++) {
            long start = System.nanoTime();
            work.run();
            long between = System.nanoTime();
            try (Leaks.Scope scope = Leaks.start()) {
                work.run();
                assert scope != null;
            }
            long end = System.nanoTime();
            if (i >= 0) {
                plain[i] = between - start;
                checked[i] = end - between;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-38s %7.1f us without, %7.1f us with; 99 of 100 below %7.1f and %7.1f us%n",
                name,
                micros(plain, 0.5),
                micros(checked, 0.5),
                micros(plain, 0.99),
                micros(checked, 0.99));
    }

    private static double micros(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) ((sorted.length - 1) * share)] / 1000.0;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
