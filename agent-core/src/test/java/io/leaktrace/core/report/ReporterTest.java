/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import static io.leaktrace.core.report.TaskFixture.AT;
import static io.leaktrace.core.report.TaskFixture.finding;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.snapshotAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.report.sink.ReportSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReporterTest {
    private final List<Report> received = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Reporter reporter = new Reporter(
            Duration.ofMinutes(10),
            List.of(new BrokenSink(), new Recorder()),
            List.of(new Listener()),
            TaskFixture::capture,
            complaints::add);

    private final Tracked stuck = order(42).made();
    private final Finding blocked = finding(Verdict.BLOCKED, "f1", stuck);

    @Test
    void staysSilentWhileThereIsNothingToSay() {
        assertThat(reporter.scanned(snapshotAt(AT, stuck), List.of())).isNull();
        assertThat(reporter.last()).isNull();
        assertThat(reporter.written()).isZero();
        assertThat(received).isEmpty();
    }

    @Test
    void writesANewFindingAtOnceAndAnUnchangedOneAfterAWhile() {
        scan(0, blocked);
        scan(30, blocked);
        scan(599, blocked);
        scan(600, blocked);
        scan(630, blocked);

        assertThat(received).extracting(Report::number).containsExactly(1L, 2L);
        assertThat(received.get(1).snapshot().at()).isEqualTo(AT.plusSeconds(600));
        assertThat(reporter.last()).isSameAs(received.get(1));
        assertThat(reporter.written()).isEqualTo(2);
    }

    @Test
    void writesAChangedFindingAtOnceAndNotTheOthers() {
        Tracked more = order(43).made();
        Finding other = finding(Verdict.QUEUED, "f2", order(50).made());
        scan(0, blocked, other);
        scan(30, finding(Verdict.BLOCKED, "f1", stuck, more), other);
        scan(60, finding(Verdict.BLOCKED, "f1", stuck, more, order(44).made()), other);

        assertThat(received).extracting(report -> report.findings().size()).containsExactly(2, 1, 1);
        assertThat(received.get(2).findings().get(0).count()).isEqualTo(3);
        assertThat(received.get(2).resolved()).isEmpty();
    }

    @Test
    void writesASiteThatGrowsAgainOnceItIsTwiceAsLarge() {
        for (int i = 0; i < 6; i++) {
            scan(
                    30 * i,
                    new Finding(
                            Verdict.GROWING,
                            "f1",
                            10 + 4 * i,
                            "grows",
                            "",
                            List.of(order(100 + i).made())));
        }

        assertThat(received)
                .extracting(report -> report.findings().get(0).count())
                .containsExactly(10, 22);
        assertThat(received).allMatch(report -> report.resolved().isEmpty());
    }

    @Test
    void obeysAChangedRepeat() {
        scan(0, blocked);
        reporter.repeat(Duration.ofSeconds(20));
        scan(30, blocked);

        assertThat(received).hasSize(2);
    }

    @Test
    void writesOnceThatATaskWentOnOrEnded() {
        Tracked ending = order(43).blocked(190_000).made();
        scan(0, blocked, finding(Verdict.BLOCKED, "f2", ending));
        reporter.scanned(snapshotAt(AT.plusSeconds(30), order(42).blocked(10).made()), List.of());
        reporter.scanned(snapshotAt(AT.plusSeconds(60), order(42).blocked(10).made()), List.of());

        assertThat(received).hasSize(2);
        assertThat(received.get(1).findings()).isEmpty();
        assertThat(received.get(1).resolved())
                .containsExactly(
                        new Resolved(Verdict.BLOCKED, "f1", 42, false, 125_000),
                        new Resolved(Verdict.BLOCKED, "f2", 43, true, 190_000));
    }

    @Test
    void doesNotCallATaskResolvedThatMovedToAnotherFindingOrIsStuckAsBefore() {
        scan(0, blocked);
        scan(30, finding(Verdict.DEADLOCK, "f9", stuck));
        reporter.scanned(
                snapshotAt(AT.plusSeconds(60), order(42).blocked(185_000).made()), List.of());

        assertThat(received)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.resolved()).isEmpty());
    }

    @Test
    void reportsATaskAgainThatIsStuckAgain() {
        scan(0, blocked);
        reporter.scanned(snapshotAt(AT.plusSeconds(30)), List.of());
        scan(60, blocked);

        assertThat(received).extracting(report -> report.findings().size()).containsExactly(1, 0, 1);
    }

    @Test
    void writesBothFindingsThatShareAFingerprint() {
        scan(0, blocked, finding(Verdict.BLOCKED, "f1", order(43).made()));
        scan(30, blocked, finding(Verdict.BLOCKED, "f1", order(43).made()));

        assertThat(received).hasSize(1);
        assertThat(received.get(0).findings()).hasSize(2);
    }

    @Test
    void servesTheOtherSinksWhenOneIsBrokenAndComplainsNowAndThen() {
        scan(0, blocked);
        scan(30, finding(Verdict.BLOCKED, "f2", stuck));
        assertThat(complaints).containsExactly("leaktrace: broken: report not written: the disk is full");

        scan(700, finding(Verdict.BLOCKED, "f3", stuck));
        assertThat(complaints).hasSize(2);
        assertThat(received).hasSize(3);
    }

    @Test
    void startsAnewAfterAReset() {
        scan(0, blocked);
        reporter.reset();
        assertThat(reporter.last()).isNull();
        scan(30, blocked);

        assertThat(received).extracting(Report::number).containsExactly(1L, 1L);
        assertThat(heard).containsExactly("1", "reset", "1");
    }

    @Test
    void tellsListenersOfEveryScanAndClosesSinks() {
        scan(0, blocked);
        scan(30, blocked);
        reporter.scanned(snapshotAt(AT), List.of());
        reporter.close();

        assertThat(heard).containsExactly("1", "1", "0", "closed");
    }

    private void scan(int second, Finding... findings) {
        Tracked[] tasks = List.of(findings).stream()
                .flatMap(finding -> finding.tasks().stream())
                .distinct()
                .toArray(Tracked[]::new);
        reporter.scanned(snapshotAt(AT.plusSeconds(second), tasks), List.of(findings));
    }

    private static final class BrokenSink implements ReportSink {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void write(Report report) throws IOException {
            throw new IOException("the disk is full");
        }

        @Override
        public void close() {}
    }

    private final class Recorder implements ReportSink {
        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public void write(Report report) {
            received.add(report);
        }

        @Override
        public void close() {
            heard.add("closed");
        }
    }

    private final class Listener implements FindingsListener {
        @Override
        public void scanned(Snapshot snapshot, List<Finding> findings) {
            heard.add(Integer.toString(findings.size()));
        }

        @Override
        public void reset() {
            heard.add("reset");
        }
    }
}
