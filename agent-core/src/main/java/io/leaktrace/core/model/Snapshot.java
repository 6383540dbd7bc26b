/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The live tasks at one moment: every one in a dump; in a scan those that may be stuck, those they wait for, and those
 * that were stuck in the scan before.
 *
 * @param at when the scan began
 * @param pid of this JVM
 * @param tasks by ascending id, each once
 * @param counts of all live tasks, also of those that are not in it
 * @param clues what the scan noticed beyond them
 */
public record Snapshot(Instant at, long pid, List<Tracked> tasks, Counts counts, Clues clues) {
    public Snapshot {
        tasks = List.copyOf(tasks);
    }

    /** A snapshot of these tasks and no others. */
    public Snapshot(Instant at, long pid, List<Tracked> tasks) {
        this(at, pid, tasks, Counts.of(tasks), Clues.NONE);
    }

    /** The crew that could start this task, or null if it is not known to wait in a queue. */
    public @Nullable Crew crewFor(long id) {
        for (Crew crew : clues.crews()) {
            if (crew.queued().contains(id)) {
                return crew;
            }
        }
        return null;
    }

    /**
     * The task that holds or completes what this one waits for: the one that its owner is busy with. Null if it waits for
     * none or for one that is unknown.
     */
    public @Nullable Tracked waitedForBy(Tracked task) {
        WaitingOn wait = task.waitingOn();
        return wait == null || wait.ownerTask() == 0 ? null : busy(wait.ownerTask());
    }

    /** The task with this id, or if that is a thread which runs one, the one it runs; null if there is none. */
    public @Nullable Tracked busy(long id) {
        Tracked found = task(id);
        Tracked carried = found == null || !found.isCarrier() ? null : task(found.runs());
        return carried == null ? found : carried;
    }

    /** What the workers of a crew are busy with, as far as it is known. */
    public List<Tracked> busy(Crew crew) {
        return crew.workers().stream().map(this::busy).filter(Objects::nonNull).toList();
    }

    /** Those of these tasks that are in it. */
    public List<Tracked> tasks(List<Long> ids) {
        return ids.stream().map(this::task).filter(Objects::nonNull).toList();
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
