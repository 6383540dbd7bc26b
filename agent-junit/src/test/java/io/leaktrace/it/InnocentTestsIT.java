/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Nothing is blamed on a test that it need not end: of the JDK, of test tools, of well-known libraries under load. */
class InnocentTestsIT {
    @OnEveryJdk
    void blamesNoTestForWhatIsThereForAll(Jdk jdk) throws Exception {
        for (int junit : new int[] {5, 6}) {
            TestRun run = run(jdk, junit, "Innocents");

            assertThat(run.failed()).as(run.evidence()).isEmpty();
            assertThat(run.outcomes()).hasSizeGreaterThan(15);
        }
    }

    @OnEveryJdk
    void findsNothingFalseInGuavaAndNettyAtWork(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "LibraryWorkloads");

        assertThat(run.failed())
                .as(run.evidence())
                .containsExactly(
                        "leaksEventLoops",
                        "leaksPoolBehindFacade",
                        "leaksTaskOfGuava",
                        "leaksTaskOfNetty",
                        "leaksWheel");
    }

    @OnEveryJdk
    void tellsLeaksFromWhatOnlyLooksLikeOneHoweverTheyComeAbout(Jdk jdk) throws Exception {
        for (int junit : new int[] {5, 6}) {
            TestRun run = run(jdk, junit, "Roundabout");

            assertThat(run.failed())
                    .as(run.evidence())
                    .containsExactly(
                            "leaksByHandlerOfRejectedTasks",
                            "leaksThroughManyGenerations",
                            "leaksWithSharedConstantAtHand",
                            "leaksWithTimeLeft",
                            "leaksWithTimeLeftElsewhere");
            assertThat(run.outcome("leaksThroughManyGenerations").message())
                    .contains(" before it")
                    .contains("\tat io.leaktrace.it.cases.Roundabout.leaksThroughManyGenerations(");
        }
    }

    private static TestRun run(Jdk jdk, int junit, String cases) throws Exception {
        return TestRun.of(
                jdk,
                junit,
                List.of(Class.forName("io.leaktrace.it.cases." + cases)),
                command -> command.jar(Libraries.all()));
    }
}
