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
 * Every live task at one moment.
 *
 * @param at when the scan began
 * @param pid of this JVM
 * @param tasks by ascending id
 */
public record Snapshot(Instant at, long pid, List<Tracked> tasks) {
    public Snapshot {
        tasks = List.copyOf(tasks);
    }

    /** Counts of all tasks. */
    public Counts counts() {
        return Counts.of(tasks);
    }

    /** An index of the tasks by id. */
    public Map<Long, Tracked> byId() {
        Map<Long, Tracked> index = new HashMap<>();
        for (Tracked task : tasks) {
            index.put(task.id(), task);
        }
        return index;
    }

    /** The task with this id, or null; looks at all of them. */
    public @Nullable Tracked task(long id) {
        for (Tracked task : tasks) {
            if (task.id() == id) {
                return task;
            }
        }
        return null;
    }
}
