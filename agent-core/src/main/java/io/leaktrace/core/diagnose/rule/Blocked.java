/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.option.Durations;
import java.util.List;
import java.util.Set;

/** A thread or task that has waited for longer than the threshold without progress, and is not waiting for work. */
public final class Blocked implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.BLOCKED;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        return Case.bySite(
                graph.snapshot().tasks().stream().filter(task -> !explained.contains(task.id()) && graph.isStuck(task)),
                Blocked::summary);
    }

    private static String summary(List<Tracked> group) {
        Tracked longest = Sites.longestBlocked(group);
        return "in " + longest.waitName() + " for " + Durations.text(longest.blockedForMillis()) + ", "
                + Sites.leftOver(longest) + Sites.created(group);
    }
}
