/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.PerCall;
import java.util.List;

/** What is made again and again and never closed or completed. */
class PerCallIT {
    private static final int CALLS = 25;

    private final Marks marks = Marks.of(PerCall.class);

    @OnEveryJdk
    void blamesTheLineThatMakesPoolsTimersAndClientsPerCall(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, PerCall.class).program("leaks").start()) {
            for (String key : List.of("pool", "timer", "client")) {
                jvm.awaitReports(
                        key + "s that nobody closes",
                        reports -> reports.stream()
                                .flatMap(report -> report.findings().stream())
                                .anyMatch(finding -> finding.verdict().equals("ORPHAN-POOL")
                                        && finding.count() == CALLS
                                        && finding.tasks().stream().allMatch(task -> isCreatedAt(task, key))));
            }
            jvm.awaitReports(
                    "the promise nobody keeps",
                    reports -> reports.stream()
                            .flatMap(report -> report.findings().stream())
                            .anyMatch(finding -> finding.verdict().equals("PENDING")
                                    && isCreatedAt(finding.tasks().get(0), "promise")
                                    && finding.tasks()
                                            .get(0)
                                            .labels()
                                            .get("dependents")
                                            .equals("1")));
            assertThat(jvm.reports())
                    .flatExtracting(AgentReport::findings)
                    .extracting(AgentFinding::verdict)
                    .containsOnly("ORPHAN-POOL", "PENDING");
            assertThat(jvm.reports())
                    .flatExtracting(AgentReport::findings)
                    .extracting(finding -> finding.fingerprint() + " ×" + finding.count())
                    .as("unchanged ones are written once")
                    .doesNotHaveDuplicates();
            jvm.finish();
        }
    }

    @OnEveryJdk
    void tellsASiteThatGrowsFromScanToScan(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, PerCall.class).program("leaks").start()) {
            jvm.awaitOutput("ready");
            jvm.await("the growth to be noticed", () -> {
                jvm.tell("more");
                return jvm.reports().stream()
                        .flatMap(report -> report.findings().stream())
                        .anyMatch(finding -> finding.verdict().equals("GROWING")
                                && finding.count() >= 10
                                && finding.summary().contains(" live futures within ")
                                && finding.tasks().stream().allMatch(task -> isCreatedAt(task, "growing")));
            });
            jvm.finish();
        }
    }

    @OnEveryJdk
    void staysSilentAboutWhatIsClosedOrUsedByOthersOrEndsWithItsOwner(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, PerCall.class)
                .with(command -> command.program("innocents"))
                .verify();
    }

    private boolean isCreatedAt(AgentTask task, String key) {
        String place = marks.place(key);
        return task.createdBy() != null && task.createdBy().frames().stream().anyMatch(frame -> frame.endsWith(place));
    }
}
