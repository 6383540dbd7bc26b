/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Tracked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Makes rows of tasks, which get their numbers here. */
final class Rows {
    /**
     * The rows of these tasks, each once, by ascending number; those that are over are left out.
     *
     * @param made told of each task and its row
     */
    static List<Tracked> of(List<Task> tasks, Numbers numbers, TrackedBuilder builder, BiConsumer<Task, Tracked> made) {
        numbers.give(tasks);
        List<Tracked> rows = new ArrayList<>(tasks.size());
        for (Task task : tasks) {
            Tracked row = builder.build(task);
            if (row != null) {
                rows.add(row);
                made.accept(task, row);
            }
        }
        rows.sort(Comparator.comparingLong(Tracked::id));
        Tracked[] before = new Tracked[1];
        rows.removeIf(row -> {
            boolean again = before[0] != null && before[0].id() == row.id();
            before[0] = row;
            return again;
        });
        return rows;
    }

    private Rows() {}
}
