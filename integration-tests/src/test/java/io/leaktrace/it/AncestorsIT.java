/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Ancestors;
import java.util.List;

class AncestorsIT {
    @OnEveryJdk
    void followsTheCreatorsThroughThreadPoolFutureAndVirtualThread(Jdk jdk) throws Exception {
        Marks marks = Marks.of(Ancestors.class);
        String innermost = jdk.feature() < 21 ? "platform" : "virtual";
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Ancestors.class).start()) {
            jvm.awaitReports(
                    "the innermost thread to be reported",
                    reports -> !find(reports, marks, innermost).isEmpty());
            AgentTask task = find(jvm.reports(), marks, innermost).get(0);
            assertThat(task.kind()).isEqualTo(jdk.feature() < 21 ? "thread" : "virtual-thread");
            assertThat(task.name()).isEqualTo("innermost");
            assertThat(task.ancestors()).hasSize(3);
            assertThat(task.ancestors().get(0).top()).endsWith(marks.place("stage"));
            assertThat(task.ancestors().get(1).top()).endsWith(marks.place("task"));
            assertThat(task.ancestors().get(2).top()).endsWith(marks.place("thread"));
            assertThat(task.ancestors().get(2).threadName()).isEqualTo("main");
            jvm.finish();
        }
    }

    @OnEveryJdk
    void showsAsManyAncestorsAsAskedFor(Jdk jdk) throws Exception {
        Marks marks = Marks.of(Ancestors.class);
        String innermost = jdk.feature() < 21 ? "platform" : "virtual";
        String options = "threshold=1s,interval=500ms,format=json,ancestors=1,depth=1";
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Ancestors.class).options(options).start()) {
            jvm.awaitReports(
                    "the innermost thread to be reported",
                    reports -> !find(reports, marks, innermost).isEmpty());
            AgentTask task = find(jvm.reports(), marks, innermost).get(0);
            assertThat(task.ancestors()).hasSize(1);
            assertThat(task.createdBy().frames()).hasSize(1);
            jvm.finish();
        }
    }

    private static List<AgentTask> find(List<AgentReport> reports, Marks marks, String key) {
        return reports.stream()
                .flatMap(r -> r.findings().stream())
                .flatMap(f -> f.tasks().stream())
                .filter(t -> t.createdAt().endsWith(marks.place(key)))
                .toList();
    }
}
