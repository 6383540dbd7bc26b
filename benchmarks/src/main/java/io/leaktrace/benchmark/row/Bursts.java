/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/** Hands many empty tasks to a pool at once and waits until the last has run. */
final class Bursts {
    /** Long enough that waiting for the end does not count, short enough that the queue does not either. */
    static final int TASKS = 10_000;

    static void execute(ExecutorService pool) {
        CountDownLatch last = new CountDownLatch(1);
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            pool.execute(() -> nothing(number));
        }
        pool.execute(last::countDown);
        await(last);
    }

    static void submit(ExecutorService pool) {
        CountDownLatch last = new CountDownLatch(1);
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            pool.submit(() -> nothing(number));
        }
        pool.execute(last::countDown);
        await(last);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void nothing(int number) {
        assert number >= 0;
    }

    private Bursts() {}
}
