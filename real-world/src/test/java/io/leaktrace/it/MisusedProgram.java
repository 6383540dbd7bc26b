/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A program that misuses its libraries: each of its marked lines must be named by a finding with the right verdict. */
final class MisusedProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Marks marks;
    private final JvmCommand command;
    private final List<Expected> expected = new ArrayList<>();

    private record Expected(String key, boolean created, Set<String> verdicts) {
        @Override
        public String toString() {
            return (created ? "created at " : "waiting at ") + key + " " + verdicts;
        }
    }

    MisusedProgram(Jdk jdk, Class<?> program) {
        marks = Marks.of(program);
        command = RealJvm.of(jdk, program).options("threshold=2s,interval=500ms,repeat=2s,format=json");
    }

    /** Expects something with one of these verdicts that the marked line has created, by itself or through libraries. */
    MisusedProgram created(String key, String... verdicts) {
        expected.add(new Expected(key, true, Set.of(verdicts)));
        return this;
    }

    /** Expects a stuck task that stands at the marked line, whoever has created it. */
    MisusedProgram stuckAt(String key) {
        expected.add(new Expected(key, false, Set.of("BLOCKED", "STARVED", "DEADLOCK")));
        return this;
    }

    void verify() throws Exception {
        RealJvm.takingTurns(command, jvm -> {
            Await.until(
                    PATIENCE,
                    () -> "to be found: " + missing(jvm) + "; found: " + summaries(jvm),
                    () -> missing(jvm).isEmpty());
            jvm.finish();
        });
    }

    private List<Expected> missing(ForkedJvm jvm) {
        List<AgentFinding> findings = findings(jvm);
        return expected.stream()
                .filter(e -> findings.stream()
                        .noneMatch(finding -> e.verdicts.contains(finding.verdict())
                                && finding.tasks().stream().anyMatch(task -> isAt(task, e))))
                .toList();
    }

    private boolean isAt(AgentTask task, Expected e) {
        String place = marks.place(e.key);
        return frames(task, e.created).anyMatch(frame -> frame.endsWith(place));
    }

    private static Stream<String> frames(AgentTask task, boolean created) {
        if (!created) {
            return task.frames().stream();
        }
        return Stream.concat(Stream.ofNullable(task.createdBy()), task.ancestors().stream())
                .flatMap(origin -> origin.frames().stream());
    }

    /** Each finding in a few words, as it was reported last. */
    private static Collection<String> summaries(ForkedJvm jvm) {
        Map<String, String> latest = new LinkedHashMap<>();
        for (AgentFinding finding : findings(jvm)) {
            latest.put(finding.fingerprint(), finding.verdict() + " " + finding.summary());
        }
        return latest.values();
    }

    private static List<AgentFinding> findings(ForkedJvm jvm) {
        return jvm.reports().stream()
                .flatMap(report -> report.findings().stream())
                .toList();
    }
}
