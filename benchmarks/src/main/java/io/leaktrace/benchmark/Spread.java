/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.Collection;

/** What a few measurements of the same say together: the median and the extremes, or from eight on the quartiles. */
record Spread(double least, double median, double most) {
    private static final int MANY = 8;

    static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return new Spread(Double.NaN, Double.NaN, Double.NaN);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        int cut = sorted.length >= MANY ? sorted.length / 4 : 0;
        return new Spread(sorted[cut], median, sorted[sorted.length - 1 - cut]);
    }

    boolean isKnown() {
        return !Double.isNaN(median);
    }
}
