/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** Sets what capturing may cost, as if time had passed. */
final class Budgets {
    private static final long SECOND = 1_000_000_000L;

    private static long now = System.nanoTime();

    /** One percent, all of it there. */
    static void plenty() {
        Budget.set(0.01, false);
        pass(0);
    }

    /** One percent, of which more was spent than there was. */
    static void indebted() {
        Budget.set(0.01, false);
        overdraw(SECOND);
        pass(0);
    }

    /** As if a thread had spent so much without asking. */
    static void overdraw(long nanos) {
        ThreadTask thread = new ThreadTask(Thread.currentThread(), false, false, null, null, null);
        thread.allowance = -nanos;
        Budget.capture(thread, null, false);
    }

    /** Lets this much time pass. */
    static void pass(double seconds) {
        now += (long) (seconds * SECOND);
        Budget.tick(now, 0);
    }

    /** As before any test. */
    static void restore() {
        now = System.nanoTime();
        Budget.tick(now, 0);
        Budget.set(0.01, true);
        Budget.clear();
        Budget.tick(now, 0);
    }

    private Budgets() {}
}
