/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.Crew;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for one which is queued, in a pool whose workers are all stuck themselves. Tasks of pools that wait
 * for each other's queues are one case; others that wait for such a pool are cases of their own.
 */
public final class Starved implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.STARVED;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        List<Case> cases = new ArrayList<>();
        Set<Long> knotted = new HashSet<>();
        for (List<Tracked> knot : graph.knots()) {
            if (Deadlock.wantsWorkers(knot, graph.snapshot())) {
                List<Tracked> waiting = Deadlock.waiting(knot);
                waiting.forEach(task -> knotted.add(task.id()));
                cases.add(Case.ofQueues(waiting, selfMade(waiting, knot, graph)));
            }
        }
        Stream<Tracked> others = graph.snapshot().tasks().stream()
                .filter(task -> !explained.contains(task.id()) && !knotted.contains(task.id()))
                .filter(task -> crew(task, graph) != null);
        for (List<Tracked> group : Case.sites(others)) {
            cases.add(Case.ofQueues(group, summary(group, graph)));
        }
        return cases;
    }

    /** The crew, stuck as a whole, of the pool in which the task is queued that this one waits for; else null. */
    private static @Nullable Crew crew(Tracked task, WaitGraph graph) {
        Tracked awaited = graph.isStuck(task) ? graph.snapshot().waitedForBy(task) : null;
        return awaited == null ? null : graph.stuckCrew(awaited);
    }

    private static String selfMade(List<Tracked> waiting, List<Tracked> knot, WaitGraph graph) {
        Set<String> pools = new TreeSet<>();
        for (Tracked task : knot) {
            Crew crew = graph.stuckCrew(task);
            if (crew != null) {
                pools.add(crew.pool());
            }
        }
        String where = pools.size() == 1 ? "the same pool" : "these pools";
        return "every worker of " + String.join(" and of ", pools) + " waits for tasks queued in " + where + ", "
                + Sites.created(waiting.subList(0, 1));
    }

    private static String summary(List<Tracked> group, WaitGraph graph) {
        Crew crew = crew(group.get(0), graph);
        String pool = crew == null ? "a pool" : crew.pool();
        int workers = crew == null ? 0 : crew.workers().size();
        return "waits for a task queued in " + pool + ", "
                + (workers == 1
                        ? "whose only worker waits itself"
                        : "whose " + workers + " workers all wait themselves")
                + ", " + Sites.created(group);
    }
}
