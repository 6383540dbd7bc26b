/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/**
 * A program with real libraries of which nothing must be reported while it works and then rests, except the one thread that
 * it starts last for that purpose: it shows that the agent was looking all the time.
 */
final class HealthyProgram {
    private static final long REST_MILLIS = 30_000;

    static void verify(Jdk jdk, Class<?> program, String... arguments) throws Exception {
        verify(jdk, program, jvm -> {}, arguments);
    }

    /** With something to be looked at while it rests. */
    static void verify(Jdk jdk, Class<?> program, RealJvm.Rest check, String... arguments) throws Exception {
        JvmCommand command = RealJvm.of(jdk, program)
                .options("threshold=5s,interval=1s,repeat=5s,format=json")
                .program(arguments);
        RealJvm.takingTurns(command, jvm -> {
            jvm.awaitReports(
                    "the canary to be reported for long enough",
                    reports ->
                            tasks(reports).anyMatch(task -> isCanary(task) && task.blockedForMillis() >= REST_MILLIS));
            List<AgentFinding> others = jvm.reports().stream()
                    .flatMap(report -> report.findings().stream())
                    .filter(finding -> !finding.tasks().stream().allMatch(HealthyProgram::isCanary))
                    .toList();
            assertThat(Described.findings(others)).as("false alarms").isEmpty();
            check.accept(jvm);
            jvm.finish();
            assertThat(jvm.stdout()).contains("suppressed failures: 0");
        });
    }

    private static Stream<AgentTask> tasks(List<AgentReport> reports) {
        return reports.stream()
                .flatMap(report -> report.findings().stream())
                .flatMap(finding -> finding.tasks().stream());
    }

    private static boolean isCanary(AgentTask task) {
        return "canary".equals(task.name()) && task.createdAt().contains("Program.rest(Program.java:");
    }

    private HealthyProgram() {}
}
