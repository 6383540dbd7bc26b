/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import static io.leaktrace.core.report.TaskFixture.AT;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a creating stack is, wherever the text shows one. */
final class OriginTextTest {
    private final TextFormat format = new TextFormat(() -> 0);

    @Test
    void marksAStackThatWasNotCapturedForThisTask() {
        assertThat(dump(order(42).representative(4096).made())).endsWith("""
                created by (representative of site, 1 of 4096) task 7 "http-8080-exec-3", 2m05s ago:
                	at com.acme.Orders.importAll(Orders.java:40)""");
        assertThat(dump(task(1).createdBy(0, null, 5, own("a.B", "c", 1))
                        .representative(9)
                        .made()))
                .contains("created by (representative of site, 1 of 9), 5s ago:\n");
    }

    @Test
    void countsTheTasksOfTheSiteAndNotThoseOfTheBlock() {
        assertThat(dump(
                        order(1).representative(4095).made(),
                        order(2).representative(4096).made()))
                .contains("executor-task ×2 ", "created by (representative of site, 1 of 4096) task 7 ");
        assertThat(dump(
                        order(1).representative(0).made(),
                        order(2).representative(1).made()))
                .as("the site's total is read without a lock")
                .contains("(representative of site, 1 of 2)");
    }

    @Test
    void saysThatAStackWasNotCaptured() {
        assertThat(dump(order(42).notCaptured().made()))
                .endsWith("created by task 7 \"http-8080-exec-3\", 2m05s ago, stack not captured (over budget)");
        assertThat(dump(task(1).createdBy(0, null, 5).notCaptured().made()))
                .endsWith("created by an unknown thread, 5s ago, stack not captured (over budget)");
    }

    @Test
    void marksAncestorsToo() {
        StackTraceElement main = own("com.acme.Main", "main", 12);
        Tracked task = order(42)
                .ancestor(Creation.representative(500, List.of(main), 7, "loader", AT))
                .ancestor(Creation.notCaptured(3, "timer", AT))
                .ancestor(Creation.exact(List.of(main), 1, "main", AT))
                .made();

        assertThat(dump(task)).endsWith("""
                originating from (representative of site, 1 of 500) task 7 "loader":
                	at com.acme.Main.main(Main.java:12)
                originating from task 3 "timer", stack not captured (over budget)
                originating from task 1 "main":
                	at com.acme.Main.main(Main.java:12)""");
    }

    @Test
    void printsAncestorsThatAreAlikeOnce() {
        StackTraceElement next = own("com.acme.Chain", "next", 9);
        Tracked task = order(42)
                .ancestor(Creation.exact(List.of(next), 9, "b", AT))
                .ancestor(Creation.exact(List.of(next), 8, "a", AT))
                .ancestor(Creation.exact(List.of(next), 7, "b", AT))
                .ancestor(Creation.exact(List.of(own("com.acme.Main", "main", 12)), 1, "main", AT))
                .made();

        assertThat(dump(task)).endsWith("""
                originating from task 9 "b" and 2 before it:
                	at com.acme.Chain.next(Chain.java:9)
                originating from task 1 "main":
                	at com.acme.Main.main(Main.java:12)""");
    }

    @Test
    void putsOnlyOriginsOfOneExactnessIntoABlock() {
        String text = dump(
                order(1).made(),
                order(2).made(),
                order(3).representative(10).made(),
                order(4).representative(10).made(),
                order(5).notCaptured().made(),
                order(6).before().made());

        assertThat(text.lines().filter(line -> line.startsWith("task")))
                .containsExactly(
                        "task 1 \"pool-1-thread-1\" executor-task ×2 [waiting: CountDownLatch.await, 2m05s]:",
                        "task 3 \"pool-1-thread-3\" executor-task ×2 [waiting: CountDownLatch.await, 2m05s]:",
                        "task 5 \"pool-1-thread-5\" executor-task [waiting: CountDownLatch.await, 2m05s]:",
                        "task 6 \"pool-1-thread-6\" executor-task [waiting: CountDownLatch.await, 2m05s]:");
        assertThat(text).containsOnlyOnce("representative of site").containsOnlyOnce("not captured");
    }

    @Test
    void keepsPoolsApartWhereNothingElseTellsTasksApart() {
        String text = dump(queued(1, "mails"), queued(2, "imports"), queued(3, "mails"));

        assertThat(text.lines().filter(line -> line.startsWith("task")))
                .containsExactly(
                        "task 1 executor-task ×2 [queued 2m05s in mails]:",
                        "task 2 executor-task [queued 2m05s in imports]:");
    }

    @Test
    void showsShareCostAndBudgetInTheHeader() {
        assertThat(header(new CaptureStatus("auto", 0.01, 0.0042, 972, 28, 0)))
                .endsWith(": 0 findings, 1 task (1 waiting), origins 97.2% exact, 2.8% representative,"
                        + " capturing costs 0.42% of one core (budget 1%)");
        assertThat(header(new CaptureStatus("auto", 0.005, 0.00001, 50, 0, 0)))
                .endsWith(", origins 100% exact, capturing costs <0.01% of one core (budget 0.5%)");
        assertThat(header(new CaptureStatus("auto", 0.01, 0.01, 9_999_999, 0, 1)))
                .endsWith(", origins >99.99% exact, <0.01% not captured, capturing costs 1% of one core (budget 1%)");
    }

    @Test
    void namesTheModeInTheHeaderIfNoBudgetHolds() {
        assertThat(header(new CaptureStatus("full", 0.01, 1.31, 7, 0, 0)))
                .endsWith(", origins 100% exact, capturing costs 131% of one core (capture=full)");
    }

    @Test
    void saysNothingOfOriginsWhileThereAreNone() {
        assertThat(header(new CaptureStatus("auto", 0.01, 0, 0, 0, 0)))
                .endsWith("1 task (1 waiting), capturing costs 0% of one core (budget 1%)");
    }

    private static Tracked queued(long id, String pool) {
        return task(id).state(State.QUEUED, null)
                .pool(pool)
                .createdBy(7, "x", 125)
                .notCaptured()
                .made();
    }

    private String header(CaptureStatus capture) {
        return format.report(new Report(1, snapshot(task(1).made()), capture, List.of(), List.of()));
    }

    private String dump(Tracked... tasks) {
        Snapshot snapshot = snapshot(tasks);
        return format.dump(snapshot, TaskGroup.of(snapshot.tasks()), new Omitted(0, 0, 0));
    }
}
