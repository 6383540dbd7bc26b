/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a test leaves to the end of its class is no leak of the run. */
class CleanRun {
    private static Thread kept;

    @Test
    void startsForTheClass() {
        kept = Background.daemon(Background::waitForEver);
        kept.start();
    }

    @AfterAll
    static void end() throws Exception {
        kept.interrupt();
        kept.join();
    }
}
