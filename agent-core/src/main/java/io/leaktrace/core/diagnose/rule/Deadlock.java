/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tasks that wait for each other in a circle, over locks, monitors, joins and futures, perhaps through the queue of a
 * pool. If there is nothing in the circle but futures and queues, more workers would solve it: see {@link Starved}.
 */
public final class Deadlock implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.DEADLOCK;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        List<Case> cases = new ArrayList<>();
        for (List<Tracked> knot : graph.knots()) {
            if (!wantsWorkers(knot, graph.snapshot())) {
                cases.add(Case.ofQueues(waiting(knot), summary(knot, graph.snapshot())));
            }
        }
        return cases;
    }

    /** Whether a circle is one of futures that wait in queues, and nothing else. */
    static boolean wantsWorkers(List<Tracked> knot, Snapshot snapshot) {
        return knot.stream().anyMatch(task -> task.state() == State.QUEUED)
                && waiting(knot).stream().allMatch(task -> Sites.waitsForFuture(task) || waitsInQueue(task, snapshot));
    }

    /** Whether it waits for something that has not even started, which can hold no lock: a library's own future. */
    private static boolean waitsInQueue(Tracked task, Snapshot snapshot) {
        Tracked awaited = snapshot.waitedForBy(task);
        return awaited != null && awaited.state() == State.QUEUED;
    }

    /** The tasks of a circle that have started. */
    static List<Tracked> waiting(List<Tracked> knot) {
        return knot.stream().filter(task -> task.state() != State.QUEUED).toList();
    }

    private static String summary(List<Tracked> knot, Snapshot snapshot) {
        List<Tracked> waiting = waiting(knot);
        List<String> steps = new ArrayList<>();
        for (Tracked task : waiting) {
            Tracked owner = snapshot.waitedForBy(task);
            steps.add(Sites.named(task) + " waits in " + task.waitName()
                    + (owner == null ? "" : " for " + Sites.named(owner)));
        }
        return waiting.size() + (waiting.size() == 1 ? " task waits" : " tasks wait") + " in a circle: "
                + Sites.listed(steps);
    }
}
