/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.Leaks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody checks these tests, unless the whole run is checked. */
class Unchecked {
    @BeforeAll
    static void leaksForTheClass() {
        Background.SHARED.submit(Background::waitForEver);
    }

    @Test
    void isClean() {}

    @Test
    void leaksAfterAsking() {
        Leaks.verifyNone();
        Background.SHARED.submit(Background::waitForEver);
    }

    @Test
    void leaksUnchecked() {
        Background.daemon(Background::waitForEver).start();
    }
}
