/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

/** Tests that run in parallel answer for their own leaks. */
class ParallelTestsIT {
    private static final String CASES = "io.leaktrace.it.cases.FiftyInParallel";
    private static final int ROUND = 50;
    private static final int ROUNDS = 200;

    @OnEveryJdk
    void exactlyThoseFailThatLeakInEachOfManyRounds(Jdk jdk) throws Exception {
        TestRun run = TestRun.of(
                jdk,
                6,
                List.of(Class.forName(CASES)),
                "junit.jupiter.execution.parallel.enabled=true",
                "junit.jupiter.execution.parallel.mode.default=concurrent",
                "junit.jupiter.execution.parallel.config.strategy=fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism=" + ROUND);

        List<String> leaking = IntStream.range(0, ROUND * ROUNDS)
                .filter(i -> i % ROUND >= ROUND - 5)
                .mapToObj(i -> "test " + (i + 1))
                .sorted()
                .toList();
        assertThat(run.outcomes()).as(run.stderr()).hasSize(ROUND * ROUNDS);
        assertThat(run.failed()).isEqualTo(leaking);
        assertThat(run.outcomes())
                .filteredOn(outcome -> outcome.status().equals("FAILED"))
                .allSatisfy(outcome -> assertThat(outcome.message()).contains("FiftyInParallel.leak("));
    }
}
