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

/** A task that was submitted, is due, and has not been started for longer than the threshold. */
public final class Queued implements Rule {
    @Override
    public Verdict verdict() {
        return Verdict.QUEUED;
    }

    @Override
    public List<Tracked> check(Snapshot snapshot, Duration threshold) {
        return snapshot.tasks().stream()
                .filter(task -> task.state() == State.QUEUED && task.blockedForMillis() >= threshold.toMillis())
                .toList();
    }

    @Override
    public String explain(List<Tracked> group) {
        Tracked longest = Sites.longestBlocked(group);
        String pool = longest.pool() == null ? "" : " in " + longest.pool();
        return "not started for " + Durations.text(longest.blockedForMillis()) + pool + ", " + Sites.created(group);
    }
}
