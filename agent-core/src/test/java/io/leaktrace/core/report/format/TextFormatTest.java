/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import static io.leaktrace.core.report.TaskFixture.finding;
import static io.leaktrace.core.report.TaskFixture.jdk;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.report;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextFormatTest {
    private static final Omitted NOTHING = new Omitted(0, 0, 0);

    private final TextFormat format = new TextFormat(() -> 0);

    @Test
    void printsTheBlockOfTheContractByteForByte() {
        Tracked stuck = order(42)
                .name("pool-1-thread-3")
                .label("test", "OrdersTest.imports")
                .ancestor(1, "main", own("com.acme.Main", "main", 12))
                .made();

        assertThat(format.task(snapshot(stuck), stuck)).isEqualTo("""
                        task 42 "pool-1-thread-3" executor-task [waiting: CountDownLatch.await, 2m05s] {test: OrdersTest.imports}:
                        	at jdk.internal.misc.Unsafe.park(java.base@25/Native Method)
                        	at com.acme.Orders.load(Orders.java:52)
                        	waiting on java.util.concurrent.CountDownLatch$Sync@1b2c3d
                        created by task 7 "http-8080-exec-3", 2m05s ago:
                        	at com.acme.Orders.importAll(Orders.java:40)
                        originating from task 1 "main":
                        	at com.acme.Main.main(Main.java:12)""");
    }

    @Test
    void printsEqualTasksAsOneBlockWithShortestAndLongestTime() {
        Tracked[] tasks = new Tracked[8];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = order(40 + i).blocked(110_000 + 1000L * i).made();
        }

        assertThat(dump(tasks))
                .contains(
                        "task 40 \"pool-1-thread-40\" executor-task ×8 [waiting: CountDownLatch.await, 1m50s~1m57s]:\n"
                                + "\talso task 41 \"pool-1-thread-41\", 42 \"pool-1-thread-42\", 43 \"pool-1-thread-43\","
                                + " 44 \"pool-1-thread-44\", 45 \"pool-1-thread-45\" and 2 more\n"
                                + "\tat jdk.internal.misc.Unsafe.park(java.base@25/Native Method)\n")
                .containsOnlyOnce("created by");
    }

    @Test
    void keepsTasksApartThatDifferInStackOrOrigin() {
        String text = dump(
                order(1).made(),
                order(2).at(own("com.acme.Orders", "load", 53)).made(),
                order(3).createdBy(7, "x", 5, own("com.acme.Orders", "other", 1))
                        .made(),
                order(4).before().made());

        assertThat(text).doesNotContain("×").contains("\ntask 1 ", "\ntask 2 ", "\ntask 3 ", "\ntask 4 ");
    }

    @Test
    void showsOnlyLabelsThatAllTasksOfABlockShare() {
        String text = dump(
                order(1).label("test", "A").label("size", "3").made(),
                order(2).label("test", "B").label("size", "3").made());

        assertThat(text).contains("2m05s] {size: 3}:");
    }

    @Test
    void saysHowManyCreatorsAndObjectsABlockHas() {
        String text = dump(
                order(1).made(),
                order(2).waitingOn("java.lang.Object", "ff", 0, null)
                        .createdBy(8, "main", 60, own("com.acme.Orders", "importAll", 40))
                        .made());

        assertThat(text)
                .contains("\twaiting on java.util.concurrent.CountDownLatch$Sync@1b2c3d and 1 other object\n")
                .contains("created by task 7 \"http-8080-exec-3\" and 1 other, 1m00s~2m05s ago:\n");
    }

    @Test
    void saysWhatIsNotKnownAboutTheCreator() {
        assertThat(dump(task(1).made())).contains("created before LeakTrace was attached");
        assertThat(dump(task(1).createdBy(0, "main", 5).made())).endsWith("created by \"main\", 5s ago");
        assertThat(dump(task(1).createdBy(0, null, 5).made())).endsWith("created by an unknown thread, 5s ago");
    }

    @Test
    void followsAWaitToTheEndOfTheChain() {
        Tracked first = order(42)
                .waitingOn("java.util.concurrent.FutureTask", "a", 57, null)
                .made();
        Tracked second = task(57).state(State.WAITING, "FutureTask.get")
                .blocked(3_000)
                .waitingOn("java.util.concurrent.FutureTask", "b", 58, null)
                .made();
        Tracked last = task(58).state(State.QUEUED, null)
                .blocked(124_000)
                .pool("pool-1")
                .made();

        assertThat(format.task(snapshot(first, second, last), first))
                .contains("\twaiting on java.util.concurrent.FutureTask@a\n"
                        + "\twaiting for task 57 [waiting: FutureTask.get, 3s]\n"
                        + "\twaiting for task 58 [queued 2m04s in pool-1]\ncreated by");
    }

    @Test
    void followsAWaitRoundTheCycleOnce() {
        Tracked first = order(42).waitingOn("java.lang.Object", "a", 43, null).made();
        Tracked second = order(43).waitingOn("java.lang.Object", "b", 42, null).made();

        assertThat(format.task(snapshot(first, second), first))
                .contains("\twaiting for task 43 \"pool-1-thread-43\" [waiting: CountDownLatch.await, 2m05s]\n"
                        + "\t  created by task 7 \"http-8080-exec-3\" at com.acme.Orders.importAll(Orders.java:40)\n"
                        + "\twaiting for \"pool-1-thread-42\", which is task 42 again: a cycle\ncreated by");
    }

    @Test
    void followsAWaitThroughTheThreadThatCarriesTheTask() {
        Tracked first = order(42).waitingOn("java.lang.Object", "a", 50, "w").made();
        Tracked carrier = task(50).kind(Kind.THREAD).name("w").runs(43).made();
        Tracked second = order(43).waitingOn("java.lang.Object", "b", 42, null).made();

        assertThat(format.task(snapshot(first, carrier, second), first))
                .contains("\twaiting for task 43 ", "which is task 42 again: a cycle");
    }

    @Test
    void saysThatAVeryLongChainGoesOn() {
        Tracked[] tasks = new Tracked[60];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] =
                    task(i + 1).waitingOn("java.lang.Thread", "a", i + 2, null).made();
        }

        assertThat(format.task(snapshot(tasks), tasks[0]))
                .contains("\twaiting for task 51 ", "\tand so on: the chain has more than 50 tasks\n")
                .doesNotContain("waiting for task 52 ");
    }

    @Test
    void namesAnOwnerThatIsGone() {
        Tracked first = order(42).waitingOn("java.lang.Object", "a", 50, "dead").made();

        assertThat(format.task(snapshot(first), first)).contains("\twaiting for task 50 \"dead\"\n");
    }

    @Test
    void printsACarrierShortAndAfterTheTaskItRuns() {
        Tracked carrier = order(5).kind(Kind.THREAD).runs(42).made();
        String text = dump(
                carrier,
                order(42).made(),
                task(43).state(State.IO, "socket read").blocked(1_000).made());

        assertThat(text)
                .contains(
                        "task 5 \"pool-1-thread-5\" thread [waiting: CountDownLatch.await, 2m05s]:\n\truns task 42\ncreated");
        assertThat(text.indexOf("\ntask 42")).isLessThan(text.indexOf("\ntask 5"));
        assertThat(text.indexOf("\ntask 5")).isLessThan(text.indexOf("\ntask 43"));
    }

    @Test
    void putsTheMostSuspiciousFirst() {
        String text = dump(
                task(1).state(State.IDLE, "LinkedBlockingQueue.take")
                        .blocked(900_000)
                        .made(),
                task(2).state(State.RUNNING, null).made(),
                task(3).state(State.BLOCKED, "monitor enter").blocked(4_000).made(),
                task(4).state(State.PENDING, null).blocked(5_000).made(),
                task(5).state(State.QUEUED, null).blocked(-1).made());

        assertThat(text.lines().filter(line -> line.startsWith("task")))
                .containsExactly(
                        "task 4 executor-task [pending 5s]:",
                        "task 3 executor-task [blocked: monitor enter, 4s]:",
                        "task 5 executor-task [queued]:",
                        "task 2 executor-task [running]:",
                        "task 1 executor-task [idle: LinkedBlockingQueue.take]:");
    }

    @Test
    void beginsADumpWithTheCounts() {
        assertThat(dump(
                        task(1).made(),
                        task(2).state(State.IDLE, "x").made(),
                        task(3).state(State.IDLE, "x").made()))
                .startsWith("leaktrace dump at 2026-11-20T10:15:00Z: 3 tasks (2 idle, 1 waiting)\n\ntask 1 ");
        assertThat(dump()).isEqualTo("leaktrace dump at 2026-11-20T10:15:00Z: 0 tasks");
        assertThat(dump(task(1).made())).startsWith("leaktrace dump at 2026-11-20T10:15:00Z: 1 task (1 waiting)\n");
    }

    @Test
    void printsAReport() {
        Tracked first = order(42).made();
        Tracked second = order(43).made();
        Finding deadlock = finding(Verdict.DEADLOCK, "f1", first, second);
        Report report = report(
                12,
                snapshot(first, second),
                List.of(deadlock),
                List.of(
                        new Resolved(Verdict.BLOCKED, "f0", 40, false, 190_000),
                        new Resolved(Verdict.BLOCKED, "f0", 41, true, 190_000)));

        String text = format.report(report);

        assertThat(text)
                .startsWith(
                        "leaktrace report #12 at 2026-11-20T10:15:00Z: 1 finding, 2 tasks (2 waiting), origins 97.2% exact,"
                                + " 2.8% representative, capturing costs 0.42% of one core (budget 1%)\n"
                                + "\nDEADLOCK ×2: stuck\ntask 42 ")
                .endsWith("\nto silence: created:com.acme.Orders.importAll\n"
                        + "\nresolved: task 40 went on after 3m10s\nresolved: task 41 ended after 3m10s");
        assertThat(format.report(report)).isEqualTo(text);
    }

    @Test
    void countsSuppressedFailuresOnlyIfThereAreAny() {
        Report report = report(1, snapshot(task(1).made()), List.of(), List.of());

        assertThat(format.report(report)).endsWith("(budget 1%)").doesNotContain("suppressed");
        assertThat(new TextFormat(() -> 1).report(report)).endsWith("(budget 1%), 1 failure suppressed");
        assertThat(new TextFormat(() -> 2).report(report)).endsWith("(budget 1%), 2 failures suppressed");
    }

    @Test
    void printsFramesAsJavaDoes() {
        String text = dump(task(1).at(
                        jdk("java.lang.Thread", "run", "Thread.java", 1474),
                        new StackTraceElement("app", null, null, "a.B", "c", null, -1),
                        new StackTraceElement("app", "com.acme", "1", "a.B", "d", "B.java", 3),
                        new StackTraceElement("a.B", "e", "B.java", -1))
                .made());

        assertThat(text)
                .contains("\tat java.lang.Thread.run(java.base@25/Thread.java:1474)\n\tat a.B.c(Unknown Source)\n"
                        + "\tat a.B.d(B.java:3)\n\tat a.B.e(B.java)\n");
    }

    @Test
    void keepsNamesOnTheirLine() {
        assertThat(dump(task(1).name("a\nto silence: x").made())).contains("task 1 \"a\\u000ato silence: x\" ");
    }

    private String dump(Tracked... tasks) {
        Snapshot snapshot = snapshot(tasks);
        return format.dump(snapshot, TaskGroup.of(snapshot.tasks()), NOTHING);
    }
}
