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
import io.leaktrace.core.model.WaitingOn;
import java.util.List;
import java.util.Set;

/** A task that waits for a lock whose owner has ended without giving it back: nobody can. */
public final class OwnerDead implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.OWNER_DEAD;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        return Case.bySite(
                graph.snapshot().tasks().stream()
                        .filter(task -> !explained.contains(task.id()) && graph.isStuck(task))
                        .filter(task ->
                                task.waitingOn() != null && task.waitingOn().ownerEnded()),
                OwnerDead::summary);
    }

    private static String summary(List<Tracked> group) {
        WaitingOn lock = group.get(0).waitingOn();
        String owner = lock == null || lock.ownerName() == null ? "" : " \"" + lock.ownerName() + '"';
        return "in " + group.get(0).waitName() + " for a lock that thread" + owner + " held when it ended, "
                + Sites.created(group);
    }
}
