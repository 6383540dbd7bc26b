/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Case;
import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.model.Growth;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.option.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A site with more live tasks in each scan than in the one before, until there were twice as many. */
public final class Growing implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.GROWING;
    }

    @Override
    public List<Case> check(Snapshot snapshot, Duration threshold, Set<Long> explained) {
        List<Case> cases = new ArrayList<>();
        for (Growth growth : snapshot.clues().growths()) {
            List<Tracked> samples = growth.samples().stream()
                    .map(snapshot::task)
                    .filter(Objects::nonNull)
                    .toList();
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
