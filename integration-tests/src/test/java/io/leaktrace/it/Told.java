/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.scenario.HotLines;
import java.util.List;

/** A running {@link HotLines}, which does what it is told, one thing after the other, and the agent in it. */
record Told(ForkedJvm jvm, JmxAgent agent) {
    private static final Marks MARKS = Marks.of(HotLines.class);

    /** What is done with it. */
    interface Story {
        void accept(Told told) throws Exception;
    }

    /** Runs the program with these options until the story is over. */
    static void run(Jdk jdk, String options, Story story) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, HotLines.class).options(options).start()) {
            try (JmxAgent agent = JmxAgent.of(jvm)) {
                story.accept(new Told(jvm, agent));
            }
            jvm.finish();
        }
    }

    /** Returns when it is done. */
    void tell(String command) throws Exception {
        int before = done();
        jvm.tell(command).await(command, () -> done() > before);
    }

    private int done() {
        return jvm.stdout().split("done", -1).length;
    }

    /** The tasks that it keeps in the pool of this line. */
    List<AgentTask> kept(String line) throws Exception {
        return agent.dump().tasks().stream()
                .filter(task -> task.kind().equals("executor-task"))
                .filter(task -> task.state().equals("queued"))
                .filter(task -> line.equals(task.pool()))
                .toList();
    }

    /** Whether the task is said to come from this line, itself or by its site. */
    boolean isAt(AgentTask task, String line) {
        String place = MARKS.place("healthy " + line);
        return task.createdBy() != null && task.createdBy().frames().stream().anyMatch(frame -> frame.endsWith(place));
    }

    /** Submits in this line until its tasks are shown by their site. */
    void awaitTrust(String line) throws Exception {
        jvm.await(line + " to be trusted", () -> {
            tell(line + " 20000 1");
            return kept(line).stream().anyMatch(task -> !task.createdBy().exact() && isAt(task, line));
        });
        tell(line + " drop");
    }

    /** Waits until a task was reported that is kept in the pool of this line. */
    void awaitFinding(String line) throws Exception {
        jvm.awaitReports(
                "a finding at " + line,
                reports -> reports.stream()
                        .flatMap(report -> report.findings().stream())
                        .flatMap(finding -> finding.tasks().stream())
                        .anyMatch(task -> line.equals(task.pool())));
    }
}
