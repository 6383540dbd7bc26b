/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;

/**
 * A site whose number of live tasks rose from scan to scan.
 *
 * @param samples ids of some of its tasks, ascending; at least one
 * @param before how many there were when it began
 * @param now how many there are
 * @param overMillis how long that took
 */
public record Growth(List<Long> samples, int before, int now, long overMillis) {
    public Growth {
        samples = List.copyOf(samples);
    }
}
