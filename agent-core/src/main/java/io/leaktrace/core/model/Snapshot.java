/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live tasks at one moment: every one in a dump; in a scan those that may be stuck, those they wait for, and those
 * that were stuck in the scan before.
 *
 * @param at when the scan began
 * @param pid of this JVM
 * @param tasks by ascending id, each once
 * @param counts of all live tasks, also of those that are not in it
 */
public record Snapshot(Instant at, long pid, List<Tracked> tasks, Counts counts) {
    public Snapshot {
        tasks = List.copyOf(tasks);
    }

    /** A snapshot of these tasks and no others. */
    public Snapshot(Instant at, long pid, List<Tracked> tasks) {
        this(at, pid, tasks, Counts.of(tasks));
    }

    /** An index of the tasks by id. */
    public Map<Long, Tracked> byId() {
        Map<Long, Tracked> index = new HashMap<>();
        for (Tracked task : tasks) {
            index.put(task.id(), task);
        }
        return index;
    }

    /** The task with this id, or null. */
    public @Nullable Tracked task(long id) {
        int low = 0;
        int high = tasks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = tasks.get(middle).id();
            if (found == id) {
                return tasks.get(middle);
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
