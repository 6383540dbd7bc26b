/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.Locale;

/** One number measured. */
record Sample(int jdk, int depth, String row, Column column, int round, double value) {
    static final String HEADING = "jdk,depth,row,column,round,value";

    String line() {
        return String.format(Locale.ROOT, "%d,%d,%s,%s,%d,%s", jdk, depth, row, column, round, value);
    }

    static Sample parse(String line) {
        String[] parts = line.split(",");
        return new Sample(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                parts[2],
                Column.valueOf(parts[3]),
                Integer.parseInt(parts[4]),
                Double.parseDouble(parts[5]));
    }
}
