/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.OriginTally;
import io.leaktrace.core.model.Tracked;
import java.util.List;

/**
 * The tasks that have something in common, for example their pool.
 *
 * @param by what they have in common, as in {@code pool}
 * @param key its value
 * @param tasks the tasks, by ascending id; not empty
 */
public record Section(String by, String key, List<Tracked> tasks) {
    static final int SAMPLES = 5;

    private static final String SITE = "site";

    public Section {
        tasks = List.copyOf(tasks);
    }

    /** What must be said of their origin, if that is what they have in common; else nothing. */
    String mark() {
        return by.equals(SITE) ? OriginTally.of(tasks).mark() : "";
    }

    /** Up to five of the tasks, most suspicious first. */
    List<Tracked> samples() {
        return TaskGroup.of(tasks).stream()
                .flatMap(group -> group.tasks().stream())
                .limit(SAMPLES)
                .toList();
    }
}
