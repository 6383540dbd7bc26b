/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.FutureLeaks;
import io.leaktrace.it.scenario.PendingFuture;

class FutureLeakIT {
    @OnEveryJdk
    void reportsStuckStagesAtTheLineThatAddedThem(Jdk jdk) throws Exception {
        stages(jdk, "-Djava.util.concurrent.ForkJoinPool.common.parallelism=32");
    }

    /** As on a machine with one or two processors: JDK 17 runs each stage of the common pool on a thread of its own. */
    @OnEveryJdk(to = 24)
    void reportsStuckStagesAlsoWithoutACommonPool(Jdk jdk) throws Exception {
        stages(jdk, "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1");
    }

    private static void stages(Jdk jdk, String parallelism) throws Exception {
        new LeakyProgram(jdk, FutureLeaks.class)
                .with(command -> command.jvm(parallelism))
                .blocked("async-stage", "runAsync", "runAsyncOwn", "supplyAsync", "supplyAsyncOwn", "thenRunAsync")
                .blocked("async-stage", "thenApplyAsync", "thenApplyAsyncOwn", "thenAcceptAsync", "handleAsync")
                .blocked("async-stage", "whenCompleteAsync", "thenCombineAsync", "thenComposeAsync")
                .blocked("async-stage", "applyToEitherAsync", "runAfterBothAsync", "laterThenRun", "laterThenApply")
                .blocked("async-stage", "laterThenCombine", "laterWhenComplete")
                .blocked("executor-task", "delayed")
                .waits("joiner", "thread", "waiting", "CompletableFuture.join")
                .waits("getter", "thread", "waiting", "CompletableFuture.get")
                .pending("joiner", "got")
                .verify();
    }

    @OnEveryJdk
    void saysForWhichFutureAThreadWaitsAndWhoMadeIt(Jdk jdk) throws Exception {
        Marks marks = Marks.of(PendingFuture.class);
        try (ForkedJvm jvm = ForkedJvm.of(jdk, PendingFuture.class).start()) {
            jvm.awaitReports(
                    "the waiting thread to be reported",
                    reports -> reports.stream()
                            .flatMap(r -> r.findings().stream())
                            .flatMap(f -> f.tasks().stream())
                            .anyMatch(t -> t.createdAt().endsWith(marks.place("joiner"))));
            AgentDump dump = Command.dump(jvm);
            AgentTask future = dump.task("future", marks.place("future"));
            assertThat(future.state()).isEqualTo("pending");
            assertThat(future.createdBy().threadName()).isEqualTo("main");
            AgentTask joiner = dump.task("thread", marks.place("joiner"));
            assertThat(joiner.waitName()).isEqualTo("CompletableFuture.join");
            assertThat(joiner.waitingOn().ownerTask()).isEqualTo(future.id());
            assertThat(dump.task("async-stage", marks.place("stage")).state()).isEqualTo("pending");
            String text = Command.run(jdk, "dump", String.valueOf(jvm.pid())).stdout();
            assertThat(text).contains("waiting for task " + future.id() + " [pending ");
            jvm.finish();
        }
    }
}
