/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.List;

/** What to measure on one JDK. */
record Plan(Jdk jdk, List<Column> columns, List<Integer> depths, Effort effort, Agents agents) {
    /**
     * What is left of it in one of so many rounds. What the others cost is asked in less than half of them: it is there to
     * be compared with, and hardly any of it is close to a limit.
     */
    Plan inRound(int round, int rounds) {
        if (round <= Math.max(1, rounds / 2)) {
            return this;
        }
        List<Column> rest = columns.stream()
                .filter(column -> column == Column.NONE || column == Column.AUTO)
                .toList();
        return new Plan(jdk, rest, depths, effort, agents);
    }

    /** A number of a question that is asked at the first depth only. */
    Sample sample(Row row, Column column, int round, double value) {
        return new Sample(jdk.feature(), depths.get(0), row.id(), column, round, value);
    }
}
