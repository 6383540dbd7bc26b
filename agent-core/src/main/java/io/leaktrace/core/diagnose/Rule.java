/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.time.Duration;
import java.util.List;

/** One way for tasks to be stuck. Rules look at values only and keep nothing. */
public interface Rule {
    /** What it says of the tasks it finds. */
    Verdict verdict();

    /** The tasks it applies to, in any order; called once per scan. */
    List<Tracked> check(Snapshot snapshot, Duration threshold);

    /** One line in plain words about a group of tasks of one site with the same stack; never empty. */
    String explain(List<Tracked> group);
}
