/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.Row.Shown;
import io.leaktrace.benchmark.row.ApplyAsyncChain;
import io.leaktrace.benchmark.row.ExecuteBurst;
import io.leaktrace.benchmark.row.ParallelSum;
import io.leaktrace.benchmark.row.PingPong;
import io.leaktrace.benchmark.row.PlatformThreads;
import io.leaktrace.benchmark.row.RecursiveSum;
import io.leaktrace.benchmark.row.RunAsyncBurst;
import io.leaktrace.benchmark.row.SubmitBurst;
import io.leaktrace.benchmark.row.TwoThreadsOnePool;
import io.leaktrace.benchmark.row.TwoThreadsTwoPools;
import io.leaktrace.benchmark.row.VirtualThreads;
import java.util.List;

/** Every question, in the order of the table. */
final class Questions {
    private static final String EXECUTE = "execute";

    static List<Question> all() {
        return List.of(
                withAllocation(ExecuteBurst.class, burst(EXECUTE, "`execute` burst"), EXECUTE + "-alloc"),
                withAllocation(SubmitBurst.class, burst("submit", "`submit` burst"), "submit-alloc"),
                jmh(PingPong.class, share("ping-pong", "`submit().get()` ping-pong", 1.05, "within 5 %")),
                jmh(RunAsyncBurst.class, stage("run-async", "`runAsync` burst, per stage")),
                jmh(ApplyAsyncChain.class, stage("apply-async", "`thenApplyAsync` chain, per stage")),
                new JmhQuestion(
                        VirtualThreads.class,
                        21,
                        new Row(
                                "virtual-thread",
                                "virtual thread, start and end",
                                Shown.NANOS_ADDED,
                                Limit.added(300, "≤ +300 ns")),
                        null),
                jmh(PlatformThreads.class, share("thread", "platform thread, start and join", 1.05, "within 5 %")),
                jmh(ParallelSum.class, share("parallel-stream", "parallel stream sum", 1.02, "within 2 %")),
                jmh(RecursiveSum.class, share("fork-heavy", "recursive sum, 4,096 forks", 1.02, "within 2 %")),
                jmh(TwoThreadsOnePool.class, twoThreads("two-one", "2 threads, one pool")),
                jmh(TwoThreadsTwoPools.class, twoThreads("two-two", "2 threads, a pool each")),
                new QueueQuestion(
                        "distinct",
                        heap("heap", "heap per queued task, 1,000,000 of them"),
                        new Row(
                                "scan",
                                "scan of 1,000,000 queued tasks, CPU",
                                Shown.MILLIS,
                                Limit.absolute(50, "≤ 50 ms")),
                        new Row(
                                "background",
                                "all LeakTrace threads meanwhile, a scan per second",
                                Shown.PERCENT,
                                Limit.none())),
                new QueueQuestion(
                        "same", heap("heap-same", "the same, one `Runnable` submitted 1,000,000 times"), null, null),
                new DumpQuestion(
                        new Row(
                                "dump",
                                "dump of 100,000 parked virtual threads",
                                Shown.SECONDS,
                                Limit.absolute(3, "≤ 3 s")),
                        new Row(
                                "dump-complete",
                                "of which are in the dump",
                                Shown.PERCENT,
                                Limit.absoluteAtLeast(100, "all"))),
                new StartQuestion(new Row(
                        "start",
                        "start and end of an empty program",
                        Shown.SECONDS_ADDED,
                        Limit.added(0.35, "< +0.35 s").andAddedShare(Column.OTEL, 1.0 / 6, "≤ 1/6 of OpenTelemetry"))),
                new TomcatQuestion(new Row(
                        "tomcat",
                        "requests to Tomcat, each handed to a pool",
                        Shown.RATE_SHARE,
                        Limit.shareAtLeast(0.98, "≥ 98 %"))),
                new IdleQuestion(new Row(
                        "idle",
                        "CPU of a JVM at rest, 1,000 threads",
                        Shown.PERCENT_ADDED,
                        Limit.added(0.1, "< +0.1 % of a core"))));
    }

    private static Row heap(String id, String title) {
        return new Row(id, title, Shown.BYTES_ADDED, Limit.added(112, "≤ +112 B"));
    }

    private static Question jmh(Class<?> benchmark, Row row) {
        return new JmhQuestion(benchmark, 17, row, null);
    }

    private static Question withAllocation(Class<?> benchmark, Row row, String id) {
        Row allocation =
                new Row(id, row.title() + ", allocated per task", Shown.BYTES_ADDED, Limit.added(96, "≤ +96 B"));
        return new JmhQuestion(benchmark, 17, row, allocation);
    }

    private static Row burst(String id, String title) {
        Limit limit = Limit.added(120, "≤ +120 ns").andAddedShare(Column.NAIVE, 1.0 / 15, "≤ 1/15 of naive");
        return new Row(id, title, Shown.NANOS_ADDED, limit);
    }

    private static Row stage(String id, String title) {
        return new Row(id, title, Shown.NANOS_ADDED, Limit.added(200, "≤ +200 ns"));
    }

    private static Row share(String id, String title, double most, String text) {
        return new Row(id, title, Shown.NANOS_SHARE, Limit.share(most, text));
    }

    private static Row twoThreads(String id, String title) {
        return new Row(
                id,
                title + ", `execute` per task",
                Shown.NANOS_ADDED,
                Limit.shareNoWorseThan(EXECUTE, "ratio ≤ one thread's"));
    }

    private Questions() {}
}
