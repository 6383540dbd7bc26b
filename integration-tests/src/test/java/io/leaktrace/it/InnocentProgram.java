/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Program;
import java.util.List;
import java.util.function.Consumer;

/**
 * A scenario of which nothing must be reported over several thresholds, except the one thread that it starts last for that
 * purpose: it shows that the agent was looking all the time.
 */
final class InnocentProgram {
    private static final long LONG_ENOUGH_MILLIS = 6_500;

    private final JvmCommand command;
    private Check before = jvm -> {};

    InnocentProgram(Jdk jdk, Class<?> scenario) {
        command = ForkedJvm.of(jdk, scenario).options("threshold=2s,interval=500ms,repeat=1s,format=json");
    }

    /** Changes how the program is run. */
    InnocentProgram with(Consumer<JvmCommand> change) {
        change.accept(command);
        return this;
    }

    /** What a test wants to look at while the program still runs. */
    interface Check {
        void accept(ForkedJvm jvm) throws Exception;
    }

    /** Does something with the program before it rests. */
    InnocentProgram whileRunning(Check action) {
        before = action;
        return this;
    }

    void verify() throws Exception {
        verify(jvm -> {});
    }

    void verify(Check check) throws Exception {
        String canary = Marks.of(Program.class).place("canary");
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("ready");
            before.accept(jvm);
            jvm.awaitReports(
                    "the canary to be reported for long enough",
                    reports -> reports.stream()
                            .flatMap(r -> r.findings().stream())
                            .flatMap(f -> f.tasks().stream())
                            .anyMatch(
                                    t -> t.createdAt().endsWith(canary) && t.blockedForMillis() > LONG_ENOUGH_MILLIS));
            List<AgentFinding> others = jvm.reports().stream()
                    .flatMap(r -> r.findings().stream())
                    .filter(f -> f.tasks().stream().anyMatch(t -> !t.createdAt().endsWith(canary)))
                    .toList();
            assertThat(Described.findings(others)).as("false alarms").isEmpty();
            check.accept(jvm);
            jvm.finish();
        }
    }
}
