/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.diagnose.Rule;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.option.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A thread or task that has waited for longer than the threshold without progress, and is not waiting for work. */
public final class Blocked implements Rule {
    private static final Set<State> STATES = Set.of(State.WAITING, State.TIMED_WAITING, State.BLOCKED, State.IO);

    @Override
    public Verdict verdict() {
        return Verdict.BLOCKED;
    }

    @Override
    public List<Tracked> check(Snapshot snapshot, Duration threshold) {
        return snapshot.tasks().stream()
                .filter(task -> STATES.contains(task.state()))
                .filter(task -> task.waitName() != null && task.blockedForMillis() >= threshold.toMillis())
                .filter(task -> !task.isCarrier())
                .toList();
    }

    @Override
    public String explain(List<Tracked> group) {
        Tracked longest = Sites.longestBlocked(group);
        return "in " + longest.waitName() + " for " + Durations.text(longest.blockedForMillis()) + ", "
                + Sites.created(group);
    }
}
