/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.core.model.Tracked;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SiteTableTest {
    private final SiteTable table = new SiteTable();

    @Test
    void countsEachTaskOnceThatWasEverSeen() {
        table.add(snapshot(order(1).made(), order(2).made()));
        table.add(snapshot(order(2).made(), order(3).made()));
        List<SiteTable.Row> rows = table.add(snapshot(order(3).age(61_000).made(), order(9).made()));

        assertThat(rows)
                .containsExactly(new SiteTable.Row(
                        "com.acme.Orders.importAll(Orders.java:40)", "executor-task", 2, 4, "2m05s", 0));
    }

    @Test
    void countsTheTasksThatAreKnownByTheirRepresentative() {
        List<SiteTable.Row> rows = table.add(snapshot(
                order(1).made(),
                order(2).representative(9).made(),
                order(3).representative(9).made(),
                order(4).notCaptured().made()));

        assertThat(rows)
                .containsExactly(
                        new SiteTable.Row(
                                "com.acme.Orders.importAll(Orders.java:40)", "executor-task", 3, 3, "2m05s", 2),
                        new SiteTable.Row("not captured (over budget)", "executor-task", 1, 1, "2m05s", 0));
    }

    @Test
    void showsTwentySitesTheLargestFirst() {
        Tracked[] tasks = LongStream.rangeClosed(1, 30)
                .mapToObj(id -> task(id).createdBy(1, "main", 1, own("a.B", "m", (int) Math.min(id, 25)))
                        .made())
                .toArray(Tracked[]::new);

        List<SiteTable.Row> rows = table.add(snapshot(tasks));

        assertThat(rows).hasSize(20);
        assertThat(rows.get(0).live()).isEqualTo(6);
        assertThat(rows.get(0).site()).isEqualTo("a.B.m(B.java:25)");
    }
}
