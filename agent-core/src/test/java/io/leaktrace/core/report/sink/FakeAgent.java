/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.AgentStatus;
import io.leaktrace.core.RunningAgent;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.Capture;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.report.TaskFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent that shows what it is told to show and remembers what was set. */
final class FakeAgent implements RunningAgent {
    final List<String> calls = new ArrayList<>();
    volatile Snapshot snapshot;
    volatile @Nullable Report report;

    FakeAgent(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public AgentOptions options() {
        return new AgentOptions(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                EnumSet.allOf(Kind.class),
                false,
                List.of(),
                List.of(),
                null,
                Capture.AUTO,
                0.01,
                64,
                3,
                "stderr",
                false,
                Duration.ofMinutes(10),
                true,
                List.of(),
                false);
    }

    @Override
    public String set(String keyValues) throws OptionException {
        calls.add(keyValues);
        if (!keyValues.contains("=")) {
            throw new OptionException("unknown option \"" + keyValues + "\"; valid: threshold");
        }
        return "in force: " + keyValues;
    }

    @Override
    public Snapshot snapshot() {
        calls.add("snapshot");
        return snapshot;
    }

    @Override
    public Report check() {
        Report now = report;
        return now == null ? TaskFixture.report(0, snapshot, List.of(), List.of()) : now;
    }

    @Override
    public @Nullable Report lastReport() {
        return report;
    }

    @Override
    public AgentStatus status() {
        return new AgentStatus(
                "1.2.3", "12/12 hooks active", 100, 90, 5, 2, TaskFixture.capture(), 4096, List.of("name:never"));
    }

    @Override
    public void reset() {
        calls.add("reset");
    }
}
