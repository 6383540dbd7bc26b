/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.HotSites;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/** However fast tasks are submitted, a leak is never blamed on another line, nor another line on a leak. */
class HotSiteIT {
    private static final int ROUNDS = 20;
    private static final int LEAKS = 5;
    private static final int LINGERING = 20;
    private static final String HEALTHY = "healthy ";
    private static final Set<String> KINDS =
            Set.of("executor-task", "scheduled-task", "async-stage", "virtual-thread", "fork-join-task");

    private final Marks marks = Marks.of(HotSites.class);

    @OnEveryJdk
    void showsTheLeakyLineAmongThousandsOfHealthySubmissions(Jdk jdk) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, HotSites.class);
        try (ForkedJvm jvm = command.options("threshold=60s,interval=500ms,format=json")
                .program(command.directory().toString())
                .start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.stdout()).contains("ways=" + ways(jdk).size() + ";");
            SoftAssertions softly = new SoftAssertions();
            int inexact = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                String dump = Files.readString(jvm.directory().resolve("round-" + round + ".json"));
                inexact += check(round, AgentDump.of(dump).tasks(), ways(jdk), softly);
            }
            softly.assertAll();
            assertThat(inexact).as("tasks beyond the budget").isPositive();
            jvm.finish();
        }
    }

    /** Checks one dump; returns how many healthy tasks in it were not captured themselves. */
    private int check(int round, List<AgentTask> dump, List<String> ways, SoftAssertions softly) {
        Map<String, Integer> leaky = new TreeMap<>();
        Map<String, Integer> healthy = new TreeMap<>();
        int inexact = 0;
        for (AgentTask task : dump) {
            if (KINDS.contains(task.kind())) {
                boolean leaks = task.frames().stream().anyMatch(frame -> frame.contains("Burst$Job.leak("));
                (leaks ? leaky : healthy).merge(line(task), 1, Integer::sum);
                inexact += leaks || task.createdBy() == null || task.createdBy().exact() ? 0 : 1;
            }
        }
        Map<String, Integer> expected = new TreeMap<>();
        ways.forEach(way -> expected.put(way, LEAKS));
        softly.assertThat(leaky).as("lines of what leaks in round %d", round).isEqualTo(expected);
        softly.assertThat(healthy.keySet())
                .as("lines of the others in round %d", round)
                .allMatch(line -> line.startsWith(HEALTHY) || line.isEmpty());
        softly.assertThat(healthy.values().stream().mapToInt(i -> i).sum())
                .as("others in round %d, and virtual threads that have not started", round)
                .isGreaterThanOrEqualTo(LINGERING * ways.size());
        return inexact;
    }

    /** The marked lines in the stack that a task is said to come from: none if there is no stack. */
    private String line(AgentTask task) {
        if (task.createdBy() == null) {
            return "before LeakTrace";
        }
        List<String> frames = task.createdBy().frames();
        if (task.createdBy().exact() && frames.isEmpty()) {
            return "exact, but without a stack";
        }
        List<String> keys = marks.lines().keySet().stream()
                .filter(key -> frames.stream().anyMatch(frame -> frame.endsWith(marks.place(key))))
                .toList();
        return frames.isEmpty() ? "" : keys.isEmpty() ? "none of " + frames : String.join(" and ", keys);
    }

    private List<String> ways(Jdk jdk) {
        return marks.lines().keySet().stream()
                .filter(key -> !key.startsWith(HEALTHY))
                .filter(key -> jdk.feature() >= 21 || !key.startsWith("virtual"))
                .toList();
    }
}
