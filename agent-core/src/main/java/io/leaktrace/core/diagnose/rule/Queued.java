/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.option.Durations;
import java.util.List;
import java.util.Set;

/**
 * A task that was submitted, is due, and has not been started for longer than the threshold. Not what its executor wrapped
 * it in to hand it on.
 */
public final class Queued implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.QUEUED;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        return Case.bySite(
                graph.snapshot().tasks().stream()
                        .filter(task -> !explained.contains(task.id()))
                        .filter(task -> task.state() == State.QUEUED && !task.isCarrier() && graph.isLong(task)),
                Queued::summary);
    }

    private static String summary(List<Tracked> group) {
        Tracked longest = Sites.longestBlocked(group);
        String pool = longest.pool() == null ? "" : " in " + longest.pool();
        return "not started for " + Durations.text(longest.blockedForMillis()) + pool + ", " + Sites.created(group);
    }
}
