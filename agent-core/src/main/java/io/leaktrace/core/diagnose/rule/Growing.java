/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.diagnose.WaitGraph;
import io.leaktrace.core.model.Growth;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.option.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A site with more live tasks in each scan than in the one before, until there were twice as many. */
public final class Growing implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.GROWING;
    }

    @Override
    public List<Case> check(WaitGraph graph, Set<Long> explained) {
        List<Case> cases = new ArrayList<>();
        for (Growth growth : graph.snapshot().clues().growths()) {
            List<Tracked> samples = graph.snapshot().tasks(growth.samples());
            if (!samples.isEmpty()) {
                String kind = samples.get(0).kind().label();
                cases.add(new Case(
                        samples,
                        growth.now(),
                        "from " + growth.before() + " to " + growth.now() + " live " + kind + "s within "
                                + Durations.text(growth.overMillis()) + ", " + Sites.created(samples)));
            }
        }
        return cases;
    }
}
