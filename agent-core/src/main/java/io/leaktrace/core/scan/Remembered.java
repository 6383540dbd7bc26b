/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Tracked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What was stuck in the regular scan before, so that the next one can tell how it went on with it: a task that is in no
 * snapshot any more passes for ended. It stays as long as it is stuck, also if it would not be picked out again because
 * the threshold was raised. The scan thread only.
 */
final class Remembered {
    private Map<Task, Tracked> stuck = new IdentityHashMap<>();
    private Map<Task, Tracked> next = new IdentityHashMap<>();

    Collection<Task> tasks() {
        return new ArrayList<>(stuck.keySet());
    }

    /** Takes note of how a task is now, if it was picked out or is stuck as before. */
    void note(Task task, Tracked row, boolean pickedOut) {
        Tracked before = stuck.get(task);
        if (pickedOut || (before != null && row.isStillIn(before.waitName(), before.blockedForMillis()))) {
            next.put(task, row);
        }
    }

    /** The regular scan is over. */
    void turn() {
        stuck = next;
        next = new IdentityHashMap<>();
    }
}
