/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.concurrent.TimeUnit;

/**
 * What looks between scans may cost: a small share of one core in the long run. What was not spent is saved up, so that
 * the first looks, which run cold, and some short waits at short thresholds are affordable. The scan thread only.
 */
final class LookBudget {
    /** Share of one core: 0.05 %. */
    static final double SHARE = 0.0005;

    static final long MOST_SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private double saved = MOST_SAVED_NANOS;
    private long filledAt;

    /** Full at this moment, in {@link System#nanoTime()}. */
    LookBudget(long now) {
        this.filledAt = now;
    }

    /** A look took this much CPU time. */
    void spend(long cpuNanos, long now) {
        fill(now);
        saved -= cpuNanos;
    }

    /** Milliseconds until the next look is affordable; 0 if it is. */
    long delayMillis(long now) {
        fill(now);
        return saved >= 0 ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis((long) (-saved / SHARE));
    }

    private void fill(long now) {
        saved = Math.min(MOST_SAVED_NANOS, saved + (now - filledAt) * SHARE);
        filledAt = now;
    }
}
