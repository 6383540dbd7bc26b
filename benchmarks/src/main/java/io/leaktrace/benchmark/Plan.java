/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.List;

/** What to measure on one JDK. */
record Plan(Jdk jdk, List<Column> columns, List<Integer> depths, Effort effort, Agents agents) {
    /** A number of a question that is asked at the first depth only. */
    Sample sample(Row row, Column column, int round, double value) {
        return new Sample(jdk.feature(), depths.get(0), row.id(), column, round, value);
    }
}
