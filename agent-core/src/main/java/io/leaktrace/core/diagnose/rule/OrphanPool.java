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
import io.leaktrace.core.option.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Many pools, timers or clients of one site that were made for one call each, and that nobody shut down. */
public final class OrphanPool implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.ORPHAN_POOL;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        List<Case> cases = new ArrayList<>();
        for (List<Long> lot : graph.snapshot().clues().unclosed()) {
            List<Tracked> tasks = graph.snapshot().tasks(lot);
            if (!tasks.isEmpty()) {
                cases.add(new Case(tasks, summary(tasks)));
            }
        }
        return cases;
    }

    private static String summary(List<Tracked> tasks) {
        long oldest = tasks.stream().mapToLong(Tracked::ageMillis).max().orElse(0);
        boolean pools = tasks.get(0).kind() == Kind.POOL;
        String plural = tasks.size() == 1 ? "" : "s";
        return tasks.size()
                + (pools
                        ? " idle pool" + plural + " that nobody has shut down"
                        : " idle thread" + plural + " of what nobody has closed")
                + ", the oldest made " + Durations.text(oldest) + " ago, " + Sites.leftOver(tasks.get(0))
                + Sites.created(tasks);
    }
}
