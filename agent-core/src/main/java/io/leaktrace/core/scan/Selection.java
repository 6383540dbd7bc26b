/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The tasks of which a scan makes rows, each once. One instance per scan. */
final class Selection {
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Task, Boolean> picked = new IdentityHashMap<>();

    /** Adds a task that may be in a finding. */
    void pick(Task task) {
        if (picked.put(task, true) == null) {
            tasks.add(task);
        }
    }

    /** Adds a task for the sake of others. */
    void add(Task task) {
        if (picked.putIfAbsent(task, false) == null) {
            tasks.add(task);
        }
    }

    /**
     * Adds those that these wait for, those which they wait for, and so on; of one that is queued, what the workers of its
     * pool do instead.
     */
    void addOwners(TrackedBuilder builder, Pools pools, Listing listing) {
        for (int i = 0; i < tasks.size(); i++) {
            Task owner = builder.owner(tasks.get(i));
            if (owner != null && listing.shows(owner)) {
                add(owner);
            }
            for (Task worker : Crews.workers(tasks.get(i), pools)) {
                if (listing.shows(worker)) {
                    add(worker);
                }
            }
        }
    }

    boolean isPicked(Task task) {
        return picked.getOrDefault(task, false);
    }

    List<Task> tasks() {
        return tasks;
    }
}
