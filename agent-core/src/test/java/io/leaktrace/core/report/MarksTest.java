/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import org.junit.jupiter.api.Test;

final class MarksTest {
    private final Marks marks = new Marks();

    @Test
    void tellsWhatCameGrewAndWentSinceAMark() throws Exception {
        Snapshot before = snapshot(order(1).made(), task(2).made(), at(3, "gone"));
        Snapshot after = snapshot(
                order(1).made(), order(4).made(), order(5).made(), task(2).made(), at(6, "came"), at(7, "came"));

        assertThat(marks.mark("a", before)).isEqualTo("mark a: 3 tasks from 3 sites");
        marks.mark("b", after);

        assertThat(marks.diff("a", "b", snapshot())).isEqualTo("""
                        only in b: 1 site
                          +2 (0 -> 2) executor-task com.acme.Shop.came(Shop.java:1)
                        in both: 2 sites
                          +2 (1 -> 3) executor-task com.acme.Orders.importAll(Orders.java:40)
                          0 (1 -> 1) executor-task created before LeakTrace was attached
                        only in a: 1 site
                          -1 (1 -> 0) executor-task com.acme.Shop.gone(Shop.java:1)""");
        assertThat(marks.diff("a", "now", after))
                .isEqualTo(marks.diff("a", "b", after).replace("only in b", "only in now"));
    }

    @Test
    void saysHowManyTasksAreKnownByTheirRepresentative() throws Exception {
        marks.mark("a", snapshot(order(1).made()));
        Snapshot after = snapshot(
                order(1).made(),
                order(2).representative(9).made(),
                task(3).createdBy(1, "main", 1).notCaptured().made());

        assertThat(marks.diff("a", "now", after)).isEqualTo("""
                        only in now: 1 site
                          +1 (0 -> 1) executor-task not captured (over budget)
                        in both: 1 site
                          +1 (1 -> 2) executor-task com.acme.Orders.importAll(Orders.java:40) (1 of 2 representative of site)
                        only in a: 0 sites""");
    }

    @Test
    void namesTheMarksThereAre() throws Exception {
        assertThatThrownBy(() -> marks.diff("a", "now", snapshot()))
                .isInstanceOf(OptionException.class)
                .hasMessage("no mark \"a\"; marks: none yet; or use now");
        marks.mark("b", snapshot());
        assertThatThrownBy(() -> marks.diff("a", "now", snapshot())).hasMessage("no mark \"a\"; marks: b; or use now");
        assertThatThrownBy(() -> marks.mark("now", snapshot()))
                .hasMessage("\"now\" cannot name a mark; use any other word");
        assertThatThrownBy(() -> marks.mark(" ", snapshot())).isInstanceOf(OptionException.class);
    }

    @Test
    void keepsTheLastSixteen() throws Exception {
        for (int i = 0; i < 16; i++) {
            assertThat(marks.mark("m" + i, snapshot())).doesNotContain("dropped");
        }
        assertThat(marks.mark("m15", snapshot())).doesNotContain("dropped");
        assertThat(marks.mark("more", snapshot())).endsWith("; mark m0 was dropped, 16 are kept");
        assertThatThrownBy(() -> marks.diff("m0", "now", snapshot())).isInstanceOf(OptionException.class);
    }

    private static Tracked at(long id, String method) {
        return task(id).createdBy(1, "main", 1, own("com.acme.Shop", method, 1)).made();
    }
}
