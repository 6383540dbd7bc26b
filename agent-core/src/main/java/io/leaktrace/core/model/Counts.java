/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import io.leaktrace.bootstrap.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many tasks are alive.
 *
 * @param total all
 * @param byState only states that occur; the values add up to the total
 * @param byKind only kinds that occur; the values add up to the total
 */
public record Counts(int total, Map<State, Integer> byState, Map<Kind, Integer> byKind) {
    /** Counts these tasks. */
    public static Counts of(List<Tracked> tasks) {
        Map<State, Integer> byState = new EnumMap<>(State.class);
        Map<Kind, Integer> byKind = new EnumMap<>(Kind.class);
        for (Tracked task : tasks) {
            byState.merge(task.state(), 1, Integer::sum);
            byKind.merge(task.kind(), 1, Integer::sum);
        }
        return new Counts(tasks.size(), byState, byKind);
    }
}
