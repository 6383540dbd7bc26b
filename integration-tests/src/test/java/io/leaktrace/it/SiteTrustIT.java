/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A line speaks for the tasks of its site only while nothing speaks against it. */
class SiteTrustIT {
    private static final String OPTIONS = "threshold=2s,interval=500ms,format=json";
    private static final String PATIENT = "threshold=60s,interval=500ms,format=json";
    private static final int CAPTURES = 10_000;

    @OnEveryJdk
    void neverSpeaksAgainAfterASecondLineWasSeen(Jdk jdk) throws Exception {
        Told.run(jdk, PATIENT + ",budget=100%", told -> {
            while (told.agent().number("ExactOrigins") < CAPTURES) {
                told.tell("first 10000 0");
            }
            told.agent().set("budget=0.1%");
            told.awaitTrust("first");

            told.tell("second 0 10000");
            List<AgentTask> turned = told.kept("second");
            assertThat(turned).hasSize(10_000);
            assertThat(turned).as("the other line").noneMatch(task -> told.isAt(task, "first"));
            told.tell("second drop");
            for (int i = 0; i < 5; i++) {
                told.tell("first 20000 500");
                assertThat(told.kept("first"))
                        .as("never trusted again")
                        .hasSize(500)
                        .allMatch(task -> task.createdBy().exact()
                                ? told.isAt(task, "first")
                                : task.createdBy().frames().isEmpty());
                told.tell("first drop");
            }
        });
    }

    /** A leak that comes back shows its true origin, every time. */
    @OnEveryJdk
    void isCapturedExactlyOnceItHasProducedAFinding(Jdk jdk) throws Exception {
        Told.run(jdk, OPTIONS, told -> {
            told.awaitTrust("hot");
            told.tell("hot 20000 100");
            told.awaitFinding("hot");
            told.tell("hot drop");
            told.tell("hot 0 500");

            assertThat(told.kept("hot"))
                    .hasSize(500)
                    .allMatch(task -> task.createdBy().exact() && told.isAt(task, "hot"));
        });
    }

    /** The same where the site has two lines, so that nothing else could ever say whose the leak is. */
    @OnEveryJdk
    void isCapturedExactlyEvenIfNobodyCouldSpeakForIt(Jdk jdk) throws Exception {
        Told.run(jdk, OPTIONS, told -> {
            told.awaitTrust("first");
            told.tell("second 0 5000");
            told.awaitFinding("second");
            told.tell("second drop");
            told.tell("second 0 500");

            assertThat(told.kept("second"))
                    .hasSize(500)
                    .allMatch(task -> task.createdBy().exact() && told.isAt(task, "second"));
        });
    }
}
