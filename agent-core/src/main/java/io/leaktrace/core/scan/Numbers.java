/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives tasks the numbers by which users know them: from 1, never twice, only to what is shown, and for good. The scan
 * thread only.
 */
final class Numbers {
    /** Marks a task that waits for its number. */
    private static final int DUE = -1;

    private int last;

    /** Gives numbers to those of these tasks and their ancestors that have none, in the order of their creation. */
    void give(List<Task> shown) {
        List<Task> due = new ArrayList<>();
        for (Task task : shown) {
            for (Task t = task; t != null && t.id == 0; t = t.creator()) {
                if (!isHidden(t)) {
                    t.id = DUE;
                    due.add(t);
                }
            }
        }
        due.sort(Comparator.comparingLong((Task task) -> task.createdAt));
        for (Task task : due) {
            give(task);
        }
    }

    /** What was created in the same moment was created by the one that comes first all the same. */
    private void give(Task task) {
        if (task.id <= 0) {
            Task parent = task.creator();
            if (parent != null && !isHidden(parent)) {
                give(parent);
            }
            task.id = ++last;
        }
    }

    /** The number of a task, given now if it has none; 0 for a thread that is never shown. */
    long of(Task task) {
        if (task.id <= 0 && !isHidden(task)) {
            give(task);
        }
        return task.id;
    }

    private static boolean isHidden(Task task) {
        return task instanceof ThreadTask thread && thread.hidden;
    }
}
