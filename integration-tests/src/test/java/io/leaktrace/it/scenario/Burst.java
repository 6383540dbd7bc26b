/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** Thousands of tasks of one class, of which five get stuck and the last few hang around. */
final class Burst {
    static final int SIZE = 10_000;
    static final int LEAKS = 5;
    static final int LINGERING = 20;

    private static final int FIRST_LEAK = SIZE / 10;
    private static final int BETWEEN_LEAKS = SIZE / 7;

    private final CountDownLatch gate;
    private final CountDownLatch stuck = new CountDownLatch(LEAKS);

    /** Its tasks are freed when the gate opens. */
    Burst(CountDownLatch gate) {
        this.gate = gate;
    }

    static boolean isLeak(int i) {
        return i >= FIRST_LEAK && (i - FIRST_LEAK) % BETWEEN_LEAKS == 0 && (i - FIRST_LEAK) / BETWEEN_LEAKS < LEAKS;
    }

    Job job(int i) {
        return new Job(this, isLeak(i), i >= SIZE - LINGERING);
    }

    Job leak() {
        return new Job(this, true, false);
    }

    /** A method of a library: whose call it is, only its caller's frame tells. */
    void submitTo(ExecutorService pool, int i) {
        pool.execute(job(i));
    }

    /** Another, which is given what to run. */
    static void pass(Runnable job, Executor pool) {
        pool.execute(job);
    }

    /** Returns when all that must get stuck are. */
    void awaitStuck() throws InterruptedException {
        stuck.await();
    }

    /** Nothing but its fields says what will become of it. */
    static final class Job implements Runnable {
        private final Burst burst;
        private final boolean leaks;
        private final boolean lingers;

        private Job(Burst burst, boolean leaks, boolean lingers) {
            this.burst = burst;
            this.leaks = leaks;
            this.lingers = lingers;
        }

        @Override
        public void run() {
            if (leaks) {
                leak();
            } else if (lingers) {
                linger();
            }
        }

        private void leak() {
            burst.stuck.countDown();
            await();
        }

        private void linger() {
            await();
        }

        private void await() {
            try {
                burst.gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
