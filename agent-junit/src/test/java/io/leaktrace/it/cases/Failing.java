/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leaktrace.junit.LeakCheck;
import io.leaktrace.junit.OnFailure;
import org.junit.jupiter.api.Test;

/** Tests that have failed by themselves, and leak. */
@LeakCheck(within = "20ms")
class Failing {
    @Test
    void failsAndLeaks() {
        leak();
        fail("its own failure");
    }

    @Test
    @LeakCheck(onFailure = OnFailure.SKIP)
    void failsAndIsNotLookedAt() {
        leak();
        fail("its own failure");
    }

    @Test
    void assumesAndLeaks() {
        leak();
        assumeTrue(false, "not here");
    }

    @Test
    void assumesAndIsClean() {
        assumeTrue(false, "not here");
    }

    @Test
    void failsAndIsClean() {
        fail("its own failure");
    }

    private static void leak() {
        Background.daemon(Background::waitForEver).start();
    }
}
