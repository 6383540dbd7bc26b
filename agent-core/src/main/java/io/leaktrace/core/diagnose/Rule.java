/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Verdict;
import java.util.List;
import java.util.Set;

/** One way for tasks to be stuck. Rules look at values only and keep nothing. */
public interface Rule {
    /** What it says of the tasks it finds. */
    Verdict verdict();

    /**
     * The cases of it; called once per scan.
     *
     * @param graph who waits for whom in the snapshot to be checked
     * @param explained ids of tasks that a more serious verdict explains already: not to be found again
     */
    List<Case> check(WaitGraph graph, Set<Long> explained);
}
