/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.util.List;
import java.util.Set;

/**
 * Futures that were collected before anybody completed them, while others depended on them, and tasks that were dropped
 * unrun: nothing can happen to them any more. Stateless.
 */
public final class Abandoned implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.ABANDONED;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        return Case.bySite(graph.snapshot().clues().abandoned().stream(), Abandoned::summary);
    }

    private static String summary(List<Tracked> group) {
        boolean future = group.get(0).kind() == Kind.FUTURE;
        return (future ? "garbage before anybody completed it, while others depended on it, " : "dropped unrun, ")
                + Sites.created(group);
    }
}
