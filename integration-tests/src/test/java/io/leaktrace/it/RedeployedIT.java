/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Redeployed;
import java.util.Map;

/** What is left over of applications that were taken down. */
class RedeployedIT {
    private final Marks marks = Marks.of(Redeployed.class);

    @OnEveryJdk
    void tellsWhatOutlivedItsApplication(Jdk jdk) throws Exception {
        Map<String, String> expected = Map.of("pool", "ORPHAN-POOL", "timer", "ORPHAN-POOL", "consumer", "BLOCKED");
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk, Redeployed.class).program("leaks").start()) {
            for (Map.Entry<String, String> leak : expected.entrySet()) {
                jvm.awaitReports(
                        leak.getKey() + " left over",
                        reports -> reports.stream()
                                .flatMap(report -> report.findings().stream())
                                .anyMatch(finding -> finding.verdict().equals(leak.getValue())
                                        && finding.summary().contains("left over from an application")
                                        && finding.tasks().stream()
                                                .allMatch(task -> isCreatedAt(task, leak.getKey()))));
            }
            assertThat(jvm.reports())
                    .flatExtracting(AgentReport::findings)
                    .filteredOn(finding -> finding.summary().contains("left over"))
                    .as("nothing of the second deployment")
                    .allSatisfy(finding -> assertThat(finding.count()).isOne());
            jvm.finish();
        }
    }

    @OnEveryJdk
    void staysSilentAboutApplicationsThatAreStillThere(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, Redeployed.class)
                .with(command -> command.program("innocents"))
                .verify();
    }

    private boolean isCreatedAt(AgentTask task, String key) {
        return task.createdBy() != null && task.createdBy().frames().get(0).endsWith(marks.place(key));
    }
}
