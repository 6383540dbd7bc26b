/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Crew;
import io.leaktrace.core.model.Tracked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who could start what is queued: the workers of its pool. One instance per scan. */
final class Crews {
    private final ScanContext context;
    private final Map<Pool, Set<Long>> queued = new LinkedHashMap<>();

    Crews(ScanContext context) {
        this.context = context;
    }

    /** What each worker does of the pool in which this task is queued; empty if it is in none. */
    static List<Task> workers(Task task, Pools pools) {
        Pool pool = pools.queueOf(task);
        List<Task> workers = new ArrayList<>();
        if (pool != null) {
            for (ThreadTask thread : pools.workers(pool)) {
                workers.add(thread.innermost());
            }
        }
        return workers;
    }

    /** Notes a task that is shown, if it is queued. */
    void note(Task task) {
        Pool pool = context.pools().queueOf(task);
        if (pool != null) {
            queued.computeIfAbsent(pool, key -> new HashSet<>()).add((long) task.id);
        }
    }

    /** Notes those of these tasks that somebody waits for. */
    void noteAwaited(List<Task> tasks, List<Tracked> rows) {
        Set<Long> awaited = new HashSet<>();
        for (Tracked row : rows) {
            if (row.waitingOn() != null) {
                awaited.add(row.waitingOn().ownerTask());
            }
        }
        for (Task task : tasks) {
            if (awaited.contains((long) task.id)) {
                note(task);
            }
        }
    }

    /** The crews of all pools with tasks that were noted. */
    List<Crew> all() {
        List<Crew> crews = new ArrayList<>();
        queued.forEach((pool, tasks) -> {
            List<Long> workers = new ArrayList<>();
            for (ThreadTask thread : context.pools().workers(pool)) {
                workers.add(context.numbers().applyAsLong(thread.innermost()));
            }
            workers.sort(null);
            crews.add(new Crew(context.pools().name(pool), workers, tasks));
        });
        return crews;
    }
}
