/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;
import java.util.Set;

/**
 * The workers of a pool in whose queue something has waited for long: only they can start it.
 *
 * @param pool name of the pool
 * @param workers what its workers do: for each the innermost task it runs, or the thread itself; by ascending id
 * @param queued the tasks in its queue that are in the same snapshot
 */
public record Crew(String pool, List<Long> workers, Set<Long> queued) {
    public Crew {
        workers = List.copyOf(workers);
        queued = Set.copyOf(queued);
    }
}
