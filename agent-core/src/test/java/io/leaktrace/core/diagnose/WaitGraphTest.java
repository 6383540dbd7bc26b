/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import static io.leaktrace.core.report.TaskFixture.AT;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.core.model.Clues;
import io.leaktrace.core.model.Counts;
import io.leaktrace.core.model.Crew;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WaitGraphTest {
    @Test
    void findsACircleAndNotThoseWhoWaitForIt() {
        assertThat(knots(List.of(), waits(1, 2), waits(2, 3), waits(3, 1), waits(4, 1)))
                .containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void findsNothingInAChainHoweverLong() {
        List<Tracked> chain = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            chain.add(waits(i, i + 1));
        }
        chain.add(task(1_001).state(State.RUNNING, null).blocked(-1).made());

        assertThat(knots(List.of(), chain.toArray(new Tracked[0]))).isEmpty();
    }

    @Test
    void findsEachOfTwoCircles() {
        assertThat(knots(List.of(), waits(1, 2), waits(2, 1), waits(3, 4), waits(4, 3)))
                .containsExactlyInAnyOrder(List.of(1L, 2L), List.of(3L, 4L));
    }

    @Test
    void hasHopeAsLongAsOneWorkerDoesNotWait() {
        Crew stuck = new Crew("pool-1", List.of(1L, 2L), Set.of(10L));
        Tracked queued = task(10).state(State.QUEUED, null)
                .blocked(125_000)
                .pool("pool-1")
                .made();
        Tracked runs = task(2).state(State.RUNNING, null).blocked(-1).made();

        assertThat(knots(List.of(stuck), waits(1, 10), waits(2, 10), queued)).containsExactly(List.of(1L, 2L, 10L));
        assertThat(knots(List.of(stuck), waits(1, 10), runs, queued)).isEmpty();
        assertThat(knots(List.of(stuck), waits(1, 10), waits(2, 3), waits(3, 99), queued))
                .as("the other worker waits for somebody outside")
                .isEmpty();
    }

    @Test
    void leavesOutWaitsThatAreYoung() {
        Tracked young = task(2).waitingOn("java.util.concurrent.locks.ReentrantLock$NonfairSync", "b", 1, null)
                .blocked(3_000)
                .made();

        assertThat(knots(List.of(), waits(1, 2), young)).isEmpty();
    }

    private static Tracked waits(long id, long owner) {
        return task(id).waitingOn("java.util.concurrent.locks.ReentrantLock$NonfairSync", "a", owner, null)
                .made();
    }

    private static List<List<Long>> knots(List<Crew> crews, Tracked... tasks) {
        List<Tracked> all = List.of(tasks);
        Snapshot snapshot = new Snapshot(
                AT,
                4711,
                all.stream().sorted((a, b) -> Long.compare(a.id(), b.id())).toList(),
                Counts.of(all),
                new Clues(crews, List.of(), List.of(), List.of()));
        return new WaitGraph(snapshot, Duration.ofSeconds(60))
                .knots().stream()
                        .map(knot -> knot.stream().map(Tracked::id).toList())
                        .toList();
    }
}
