/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.CrowdLeaks;
import io.leaktrace.it.scenario.LateLeaks;
import io.leaktrace.it.scenario.ShortLived;
import io.leaktrace.it.scenario.ThreadLeaks;
import io.leaktrace.it.scenario.VirtualFirst;
import io.leaktrace.it.scenario.VirtualThreadLeaks;

class ThreadLeakIT {
    @OnEveryJdk
    void reportsStuckThreadsAtTheLineThatStartedThem(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, ThreadLeaks.class)
                .blocked("thread", "plain", "daemon", "overriding", "run", "factory", "nested", "three")
                .verify((jvm, found) -> {
                    assertThat(found.get("plain").name()).isEqualTo("plain");
                    assertThat(found.get("plain").createdBy().threadName()).isEqualTo("main");
                    assertThat(found.get("overriding").createdBy().frames())
                            .as("the overriding start() is the user's own, so main follows it")
                            .anyMatch(frame -> frame.contains("ThreadLeaks.main"));
                    assertThat(jvm.reports().stream()
                                    .flatMap(r -> r.findings().stream())
                                    .filter(f -> f.tasks().stream()
                                            .anyMatch(t -> t.name().startsWith("same-")))
                                    .mapToInt(AgentFinding::count)
                                    .max())
                            .as("three threads of one site are one finding")
                            .hasValue(3);
                });
    }

    @OnEveryJdk
    void reportsWhatGetsStuckAfterItWentWellForAWhile(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, LateLeaks.class)
                .blocked("thread", "holder")
                .waits("victim", "thread", "waiting", "ReentrantLock.lock")
                .waits("caller", "thread", "waiting", "FutureTask.get")
                .blocked("executor-task", "job")
                .verify();
    }

    @OnEveryJdk
    void missesNoneOfACrowd(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, CrowdLeaks.class)
                .blocked("thread", "crowd")
                .verify((jvm, found) -> jvm.await(
                        "all " + CrowdLeaks.SIZE + " to be found",
                        () -> jvm.reports().stream()
                                .flatMap(report -> report.findings().stream())
                                .anyMatch(finding -> finding.count() == CrowdLeaks.SIZE)));
    }

    @OnEveryJdk(from = 21)
    void reportsStuckVirtualThreadsHoweverTheyWereStarted(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, VirtualThreadLeaks.class)
                .blocked("virtual-thread", "started", "unstarted", "factory", "direct", "nested")
                .waits("nesting", "virtual-thread", "waiting", "Thread.join")
                .blocked("virtual-thread", "submitted", "executed")
                .blocked("thread", "platform", "perTask")
                .verify((jvm, found) -> assertThat(found.get("started").name()).isEqualTo("started"));
    }

    /** A thread is forgotten when it ends, not when it is collected; and what forks forks is nobody's task. */
    @OnEveryJdk
    void countsNeitherForksNorThreadsThatHaveEnded(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, ShortLived.class).start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.stdout()).contains("sum=" + 5 * (4_095 * 4_096 / 2) + ";");
            assertThat(jvm.printed("recorded")).as("of 20,000 forks").isBetween(4L, 60L);
            assertThat(jvm.printed("ended")).as("of 1,000 threads").isBetween(1_000L, 1_010L);
            jvm.finish();
        }
    }

    /** Whatever the JVM makes to run virtual threads is no task of the host, even if it is made by the host's first. */
    @OnEveryJdk(from = 21)
    void recordsAThousandVirtualThreadsOnceWhenTheyAreTheFirstThing(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, VirtualFirst.class).start()) {
            jvm.awaitOutput("ready");
            AgentDump dump = Command.dump(jvm);
            assertThat(dump.tasks())
                    .as(dump::describe)
                    .filteredOn(task -> task.kind().equals("virtual-thread"))
                    .hasSize(VirtualFirst.THREADS)
                    .allMatch(task -> task.createdBy().frames().isEmpty()
                            || task.createdBy().frames().get(0).contains("VirtualFirst.main"));
            assertThat(dump.tasks()).extracting(AgentTask::kind).containsOnly("virtual-thread", "thread", "pool");
            assertThat(dump.tasks())
                    .filteredOn(task -> task.kind().equals("thread"))
                    .extracting(AgentTask::name)
                    .containsExactly("main");
            jvm.finish();
        }
    }
}
