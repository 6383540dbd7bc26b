/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.core.diagnose.rule.Blocked;
import io.leaktrace.core.diagnose.rule.Queued;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosisTest {
    private final Diagnosis diagnosis = new Diagnosis(List.of(new Blocked(), new Queued()));

    @Test
    void saysInTheSummaryWhoseTheOriginIs() throws Exception {
        assertThat(summaries(order(1).made()))
                .containsExactly(
                        "in CountDownLatch.await for 2m05s, created at com.acme.Orders.importAll(Orders.java:40)");
        assertThat(summaries(order(1).representative(4096).made()))
                .containsExactly("in CountDownLatch.await for 2m05s, created at"
                        + " com.acme.Orders.importAll(Orders.java:40) (representative of site, 1 of 4096)");
        assertThat(summaries(order(1).notCaptured().made()))
                .containsExactly("in CountDownLatch.await for 2m05s, origin not captured (over budget)");
        assertThat(summaries(order(1).before().made()))
                .containsExactly("in CountDownLatch.await for 2m05s, created before LeakTrace was attached");
        assertThat(summaries(task(1).createdBy(7, "x", 5).made()))
                .containsExactly("in CountDownLatch.await for 2m05s, created by unknown code");
    }

    @Test
    void findsExactAndRepresentativeTasksOfALeakTogether() throws Exception {
        List<Finding> findings = check(
                order(1).made(),
                order(2).representative(9).made(),
                order(3).representative(9).made());

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.count()).isEqualTo(3);
            assertThat(finding.summary())
                    .endsWith("created at com.acme.Orders.importAll(Orders.java:40) (2 of 3 representative of site)");
            assertThat(finding.fingerprint())
                    .isEqualTo(check(order(1).made()).get(0).fingerprint());
        });
    }

    @Test
    void putsNoOriginThatWasNotCapturedBesideOneThatWas() throws Exception {
        assertThat(check(
                        order(1).made(),
                        order(2).notCaptured().made(),
                        order(3).before().made()))
                .hasSize(3)
                .extracting(Finding::fingerprint)
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsPoolsApartWhereNothingElseTellsTasksApart() throws Exception {
        assertThat(summaries(queued(1, "mails"), queued(2, "imports"), queued(3, "mails")))
                .containsExactly(
                        "not started for 2m05s in mails, origin not captured (over budget)",
                        "not started for 2m05s in imports, origin not captured (over budget)");
    }

    private static Tracked queued(long id, String pool) {
        return task(id).state(State.QUEUED, null)
                .pool(pool)
                .createdBy(7, "x", 125)
                .notCaptured()
                .made();
    }

    private List<String> summaries(Tracked... tasks) throws Exception {
        return check(tasks).stream().map(Finding::summary).toList();
    }

    private List<Finding> check(Tracked... tasks) throws Exception {
        return diagnosis.check(snapshot(tasks), Duration.ofSeconds(60), Ignores.load(null));
    }
}
