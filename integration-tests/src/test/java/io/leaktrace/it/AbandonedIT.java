/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Abandoning;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Promises that are collected before they are kept, and tasks that are dropped unrun. */
class AbandonedIT {
    private static final int TIMES = 20;

    private final Marks marks = Marks.of(Abandoning.class);

    @OnEveryJdk
    void tellsOnceOfEachPromiseAndTaskThatBecameGarbage(Jdk jdk) throws Exception {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk, Abandoning.class).program("leaks").start()) {
            jvm.awaitReports(
                    "the promise that another thread waits for",
                    reports -> reports.stream()
                            .flatMap(report -> report.findings().stream())
                            .anyMatch(finding -> finding.verdict().equals("PENDING")
                                    && isCreatedAt(finding.tasks().get(0), "passed")));
            jvm.tell("drop it");
            Map<String, Integer> expected =
                    Map.of("forgotten", TIMES, "cleared", TIMES, "swallowed", TIMES, "passed", 1);
            for (Map.Entry<String, Integer> site : expected.entrySet()) {
                jvm.awaitReports(
                        site.getValue() + " " + site.getKey(),
                        reports -> abandonedAt(site.getKey(), reports).size() == site.getValue());
            }
            List<AgentTask> told = jvm.reports().stream()
                    .flatMap(report -> report.findings().stream())
                    .filter(finding -> finding.verdict().equals("ABANDONED"))
                    .flatMap(finding -> finding.tasks().stream())
                    .toList();
            assertThat(told).extracting(AgentTask::id).as("each once").doesNotHaveDuplicates();
            assertThat(told).hasSize(expected.values().stream().mapToInt(n -> n).sum());
            assertThat(told)
                    .filteredOn(task -> task.kind().equals("future"))
                    .allSatisfy(task -> assertThat(task.labels()).containsEntry("dependents", "1"));
            jvm.finish();
        }
    }

    @OnEveryJdk
    void staysSilentAboutWhatWasAnsweredRunOrNotWantedAnyMore(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, Abandoning.class)
                .with(command -> command.program("innocents"))
                .verify();
    }

    private Set<Long> abandonedAt(String key, List<AgentReport> reports) {
        Set<Long> ids = new HashSet<>();
        for (AgentReport report : reports) {
            for (AgentFinding finding : report.findings()) {
                for (AgentTask task : finding.tasks()) {
                    if (finding.verdict().equals("ABANDONED") && isCreatedAt(task, key)) {
                        ids.add(task.id());
                    }
                }
            }
        }
        return ids;
    }

    private boolean isCreatedAt(AgentTask task, String key) {
        return task.createdBy() != null && task.createdBy().frames().get(0).endsWith(marks.place(key));
    }
}
