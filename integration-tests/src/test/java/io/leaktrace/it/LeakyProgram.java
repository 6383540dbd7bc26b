/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** A scenario of which every marked line must be reported, at this very line, and nothing else. */
final class LeakyProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Marks marks;
    private final JvmCommand command;
    private final List<Expected> expected = new ArrayList<>();

    /** What a test wants to look at while the program still runs; the tasks found are given by their marks. */
    interface Check {
        void accept(ForkedJvm jvm, Map<String, AgentTask> found) throws Exception;
    }

    private record Expected(
            String key,
            String verdict,
            String kind,
            @Nullable String state,
            @Nullable String waitName) {}

    LeakyProgram(Jdk jdk, Class<?> scenario) {
        this.marks = Marks.of(scenario);
        this.command = ForkedJvm.of(jdk, scenario);
    }

    /** Changes how the program is run. */
    LeakyProgram with(Consumer<JvmCommand> change) {
        change.accept(command);
        return this;
    }

    /** Expects tasks of this kind that wait for a latch. */
    LeakyProgram blocked(String kind, String... keys) {
        for (String key : keys) {
            waits(key, kind, "waiting", "CountDownLatch.await");
        }
        return this;
    }

    /** Expects a task in this state and wait; null stands for any wait. */
    LeakyProgram waits(String key, String kind, String state, @Nullable String waitName) {
        expected.add(new Expected(key, "BLOCKED", kind, state, waitName));
        return this;
    }

    /** Expects tasks of this kind that were not started. */
    LeakyProgram queued(String kind, String... keys) {
        for (String key : keys) {
            expected.add(new Expected(key, "QUEUED", kind, "queued", null));
        }
        return this;
    }

    /** Expects futures that nobody completes. */
    LeakyProgram pending(String... keys) {
        for (String key : keys) {
            expected.add(new Expected(key, "PENDING", "future", "pending", null));
        }
        return this;
    }

    void verify() throws Exception {
        verify((jvm, found) -> {});
    }

    /** Runs the program until all is reported, checks the reports, and then lets it end. */
    void verify(Check check) throws Exception {
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("ready");
            Await.until(PATIENCE, () -> missing(jvm) + " to be reported" + evidence(jvm), () -> {
                if (!jvm.isAlive()) {
                    throw new AssertionError("ended early" + evidence(jvm));
                }
                return missing(jvm).isEmpty();
            });
            SoftAssertions softly = new SoftAssertions();
            checkDetails(jvm, softly);
            checkNothingElse(jvm, softly);
            softly.assertAll();
            check.accept(jvm, found(jvm));
            jvm.finish();
        }
    }

    private Set<String> missing(ForkedJvm jvm) {
        Set<String> missing = new TreeSet<>();
        expected.forEach(e -> missing.add(e.verdict + " " + e.key));
        for (Expected e : expected) {
            if (findings(jvm).stream().anyMatch(f -> f.verdict().equals(e.verdict) && concerns(f, e.key))) {
                missing.remove(e.verdict + " " + e.key);
            }
        }
        return missing;
    }

    private void checkDetails(ForkedJvm jvm, SoftAssertions softly) {
        for (Expected e : expected) {
            AgentTask task = found(jvm, List.of(e)).get(e.key);
            softly.assertThat(task.kind()).as("kind of " + e.key).isEqualTo(e.kind);
            softly.assertThat(task.state()).as("state of " + e.key).isEqualTo(e.state);
            if (e.waitName != null) {
                softly.assertThat(task.waitName()).as("wait of " + e.key).isEqualTo(e.waitName);
            }
            softly.assertThat(task.createdBy() != null && task.createdBy().exact())
                    .as("exact origin of " + e.key)
                    .isTrue();
            softly.assertThat(task.blockedForMillis())
                    .as("blocked time of " + e.key)
                    .isBetween(2_000L, 120_000L);
        }
        Set<String> keys = new TreeSet<>();
        expected.forEach(e -> keys.add(e.key));
        softly.assertThat(keys)
                .as("marks of the scenario")
                .isEqualTo(marks.lines().keySet());
    }

    private void checkNothingElse(ForkedJvm jvm, SoftAssertions softly) {
        List<AgentFinding> others = findings(jvm).stream()
                .filter(f -> expected.stream().noneMatch(e -> f.verdict().equals(e.verdict) && concerns(f, e.key)))
                .toList();
        softly.assertThat(Described.findings(others)).as("other findings").isEmpty();
    }

    /** The tasks as last reported, by mark. */
    private Map<String, AgentTask> found(ForkedJvm jvm) {
        return found(jvm, expected);
    }

    private Map<String, AgentTask> found(ForkedJvm jvm, List<Expected> expected) {
        Map<String, AgentTask> found = new LinkedHashMap<>();
        for (AgentFinding finding : findings(jvm)) {
            for (AgentTask task : finding.tasks()) {
                for (Expected e : expected) {
                    if (finding.verdict().equals(e.verdict) && isAt(task, e.key)) {
                        found.put(e.key, task);
                    }
                }
            }
        }
        return found;
    }

    private boolean concerns(AgentFinding finding, String key) {
        return finding.tasks().stream().anyMatch(task -> isAt(task, key));
    }

    private boolean isAt(AgentTask task, String key) {
        String origin = task.createdAt();
        if (task.createdBy() != null
                && task.createdBy().frames().stream().noneMatch(f -> f.startsWith("io.leaktrace."))) {
            // made by the JDK's own code on behalf of a task of ours
            origin = task.ancestors().isEmpty() ? "" : task.ancestors().get(0).top();
        }
        return origin.endsWith(marks.place(key));
    }

    private static List<AgentFinding> findings(ForkedJvm jvm) {
        return jvm.reports().stream().flatMap(r -> r.findings().stream()).toList();
    }

    private static String evidence(ForkedJvm jvm) {
        return "; found:" + Described.findings(findings(jvm)) + jvm.evidence();
    }
}
