/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.option.Durations;
import java.util.List;
import java.util.Set;

/** A future that threads wait for or stages depend on, and that nobody has completed for longer than the threshold. */
public final class Pending implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.PENDING;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        return Case.bySite(
                graph.snapshot().tasks().stream()
                        .filter(task -> !explained.contains(task.id()))
                        .filter(task -> task.kind() == Kind.FUTURE && task.state() == State.PENDING)
                        .filter(task -> !task.labels().isEmpty() && graph.isLong(task)),
                Pending::summary);
    }

    private static String summary(List<Tracked> group) {
        return "nobody has completed it for "
                + Durations.text(Sites.longestBlocked(group).blockedForMillis()) + ", " + Sites.created(group);
    }
}
