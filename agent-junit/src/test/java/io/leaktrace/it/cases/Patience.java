/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.LeakCheck;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tasks that end some time after their test. */
@LeakCheck
class Patience {
    @Test
    void endsInTime() {
        endAfter(300);
    }

    @Test
    void endsTooLate() {
        endAfter(900);
    }

    @Test
    @LeakCheck(within = "2s")
    void endsWithinMore() {
        endAfter(900);
    }

    @Test
    @LeakCheck(within = "0ms")
    void isNotWaitedFor() {
        endAfter(300);
    }

    private static void endAfter(long millis) {
        Background.daemon(() -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(millis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }
}
