/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.ForkJoinLeaks;
import io.leaktrace.it.scenario.Forks;

class ForkJoinLeakIT {
    @OnEveryJdk
    void reportsStuckTasksAtTheLineThatSubmittedThemFromOutside(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, ForkJoinLeaks.class)
                .with(command -> command.jvm("-Djava.util.concurrent.ForkJoinPool.common.parallelism=16"))
                .blocked("executor-task", "executeRunnable", "submitRunnable", "submitCallable", "submitResult")
                .blocked("executor-task", "common", "single", "adapted")
                .blocked("fork-join-task", "executeTask", "submitTask", "submitAction", "invoke")
                .blocked("fork-join-task", "forkedOutside")
                .waits("invokeCaller", "thread", "waiting", null)
                .queued("executor-task", "queued")
                .verify();
    }

    @OnEveryJdk
    void recordsForksInsideAPoolWhenNamed(Jdk jdk) throws Exception {
        String kinds = "kinds=thread;executor-task;fork-join-task;pool";
        new LeakyProgram(jdk, Forks.class)
                .with(command -> command.options("threshold=2s,interval=500ms,format=json," + kinds))
                .waits("parent", "fork-join-task", "waiting", null)
                .blocked("fork-join-task", "forked")
                .verify((jvm, found) -> {
                    assertThat(found.get("forked").createdBy().taskId())
                            .as("forked in the parent")
                            .isEqualTo(found.get("parent").id());
                    assertThat(found.get("parent").waitingOn().ownerTask())
                            .as("the parent joins its fork")
                            .isEqualTo(found.get("forked").id());
                });
    }

    @OnEveryJdk
    void recordsNoForksInsideAPoolUnlessNamed(Jdk jdk) throws Exception {
        Marks marks = Marks.of(Forks.class);
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Forks.class).start()) {
            jvm.awaitReports(
                    "the parent to be reported",
                    reports -> reports.stream()
                            .flatMap(r -> r.findings().stream())
                            .flatMap(f -> f.tasks().stream())
                            .anyMatch(t -> t.createdAt().endsWith(marks.place("parent"))
                                    && t.kind().equals("fork-join-task")));
            AgentDump dump = Command.dump(jvm);
            assertThat(dump.tasks())
                    .as(dump::describe)
                    .filteredOn(task -> task.createdAt().endsWith(marks.place("forked")))
                    .allMatch(task -> task.kind().equals("thread")); // the workers that the fork called in
            jvm.finish();
        }
    }
}
