/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.Counts;
import io.leaktrace.core.model.State;
import java.util.EnumMap;
import java.util.Map;

/** Counts tasks by kind and state: two numbers to add to for each, and no memory. */
final class Tally {
    private final int[] byState = new int[State.values().length];
    private final int[] byKind = new int[Kind.values().length];

    void add(Kind kind, State state) {
        byState[state.ordinal()]++;
        byKind[kind.ordinal()]++;
    }

    Counts counts() {
        int total = 0;
        Map<State, Integer> states = new EnumMap<>(State.class);
        for (State state : State.values()) {
            if (byState[state.ordinal()] > 0) {
                states.put(state, byState[state.ordinal()]);
                total += byState[state.ordinal()];
            }
        }
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (byKind[kind.ordinal()] > 0) {
                kinds.put(kind, byKind[kind.ordinal()]);
            }
        }
        return new Counts(total, states, kinds);
    }
}
