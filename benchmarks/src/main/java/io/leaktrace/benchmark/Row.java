/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

/** One row of the table. */
record Row(String id, String title, Shown shown, Limit limit) {
    /** The same measured in another way, which no limit is for. */
    Row as(String suffix, String how) {
        return new Row(id + suffix, title + how, shown, Limit.none());
    }

    /** How a cell shows what an agent costs. */
    enum Shown {
        /** No agent in nanoseconds; what an agent adds. */
        NANOS_ADDED("ns", 1, false),
        /** No agent in nanoseconds; an agent as a share of that. */
        NANOS_SHARE("µs", 1000, true),
        /** No agent in bytes; what an agent adds. */
        BYTES_ADDED("B", 1, false),
        /** Seconds; what an agent adds. */
        SECONDS_ADDED("s", 1, false),
        /** Seconds, as they are. */
        SECONDS("s", 1, false),
        /** Milliseconds, as they are. */
        MILLIS("ms", 1, false),
        /** Requests per second; an agent as a share of that. */
        RATE_SHARE("/s", 1, true),
        /** Percent of a core; what an agent adds. */
        PERCENT_ADDED("%", 1, false),
        /** Percent of a core, as they are. */
        PERCENT("%", 1, false);

        private final String unit;
        private final double divisor;
        private final boolean share;

        Shown(String unit, double divisor, boolean share) {
            this.unit = unit;
            this.divisor = divisor;
            this.share = share;
        }

        String unit() {
            return unit;
        }

        double divisor() {
            return divisor;
        }

        boolean isShare() {
            return share;
        }

        boolean isAdded() {
            return name().endsWith("_ADDED");
        }
    }
}
