/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CoverageTest {
    private static final Target ROW =
            new Target("timers", "java.util.Timer", Methods.named("sched"), Advice.TIMER, 17, Integer.MAX_VALUE);

    private final Coverage coverage = new Coverage();

    @Test
    void countsAHookOnceItIsWoven() {
        coverage.expect(ROW);
        assertThat(coverage.line()).startsWith("0/1 hooks active; missing: timers");
        coverage.woven(ROW, 1);
        assertThat(coverage.line()).isEqualTo("1/1 hooks active");
    }

    @Test
    void tellsOfAClassThatWasWovenAndThatTheJvmDidNotTake() {
        coverage.expect(ROW);
        coverage.woven(ROW, 1);
        coverage.failed("java.util.Timer", new VerifyError("bad frame"));

        assertThat(coverage.line())
                .isEqualTo("0/1 hooks active; missing: timers (java.util.Timer: java.lang.VerifyError: bad frame)");
    }
}
