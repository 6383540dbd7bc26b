/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a condition, until a deadline: looks again after 1 ms, then ever less often, up to five times per second. */
final class Await {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    /** A condition that may read files or talk to another process. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; fails with the message when it does not within this time. */
    static void until(Duration patience, Supplier<String> message, Condition condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE;
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + message.get());
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    private Await() {}
}
