/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A program that gets the executors of a library stuck, or has them starve. Each of its lines that are expected must be
 * found to have created a task of the right kind, in the right state: the line itself, with no frame of the library above
 * it. Nothing else may be found.
 */
final class ExecutorProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Class<?> program;
    private final JvmCommand command;
    private final List<Expected> expected = new ArrayList<>();

    private record Expected(String place, String verdict, String kind, String state) {
        boolean matches(AgentFinding finding, AgentTask task) {
            return verdict.equals(finding.verdict())
                    && task.createdAt().endsWith(place)
                    && kind.equals(task.kind())
                    && state.equals(task.state());
        }

        /** In the scan before it is known to wait for what is queued, a task may be no more than stuck. */
        boolean announces(AgentFinding finding) {
            boolean lesser =
                    finding.verdict().equals("BLOCKED") || finding.verdict().equals("QUEUED");
            return verdict.equals("STARVED") && lesser;
        }
    }

    ExecutorProgram(Jdk jdk, Class<?> program, String part) {
        this.program = program;
        this.command = RealJvm.of(jdk, program)
                .options("threshold=2s,interval=500ms,repeat=2s,format=json")
                .program(part);
    }

    /** Expects tasks that stand still. */
    ExecutorProgram stuck(String... keys) {
        return all(keys, "BLOCKED", "executor-task", "waiting");
    }

    /** The same of scheduled ones. */
    ExecutorProgram stuckInTime(String... keys) {
        return all(keys, "BLOCKED", "scheduled-task", "waiting");
    }

    /** Expects tasks that do not start. */
    ExecutorProgram queued(String... keys) {
        return all(keys, "QUEUED", "executor-task", "queued");
    }

    /** Expects tasks that wait for others in the queue of a pool which does not come to them. */
    ExecutorProgram starved(String... keys) {
        return all(keys, "STARVED", "executor-task", "waiting");
    }

    private ExecutorProgram all(String[] keys, String verdict, String kind, String state) {
        Marks marks = Marks.of(program);
        for (String key : keys) {
            expected.add(new Expected(marks.place(key), verdict, kind, state));
        }
        return this;
    }

    void verify() throws Exception {
        RealJvm.takingTurns(command, jvm -> {
            Await.until(
                    PATIENCE,
                    () -> missing(jvm) + " to be found; found: " + described(jvm),
                    () -> missing(jvm).isEmpty());
            assertThat(Described.findings(others(jvm))).as("other findings").isEmpty();
            checkQueues(jvm);
            jvm.finish();
            assertThat(jvm.stdout()).contains("suppressed failures: 0");
        });
    }

    private List<Expected> missing(ForkedJvm jvm) {
        List<AgentFinding> findings = findings(jvm);
        return expected.stream()
                .filter(e -> findings.stream()
                        .noneMatch(finding -> finding.tasks().stream().anyMatch(task -> e.matches(finding, task))))
                .toList();
    }

    private List<AgentFinding> others(ForkedJvm jvm) {
        boolean starves = expected.stream().anyMatch(e -> e.verdict.equals("STARVED"));
        return findings(jvm).stream()
                .filter(finding -> finding.tasks().stream()
                        .noneMatch(task -> expected.stream().anyMatch(e -> e.matches(finding, task))))
                .filter(finding -> !starves || expected.stream().noneMatch(e -> e.announces(finding)))
                .toList();
    }

    /** What is queued is said to be so in a pool that has a name of its own or of its threads, not in a mere wrapper. */
    private static void checkQueues(ForkedJvm jvm) {
        assertThat(findings(jvm).stream()
                        .flatMap(finding -> finding.tasks().stream())
                        .filter(task -> task.state().equals("queued"))
                        .map(AgentTask::pool))
                .allMatch(Objects::nonNull);
    }

    private static String described(ForkedJvm jvm) {
        return Described.findings(findings(jvm)) + jvm.evidence();
    }

    private static List<AgentFinding> findings(ForkedJvm jvm) {
        return jvm.reports().stream()
                .flatMap(report -> report.findings().stream())
                .toList();
    }
}
