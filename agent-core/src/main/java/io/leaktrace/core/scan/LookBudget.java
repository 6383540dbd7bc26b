/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What looks between scans may cost: a small share of one core in the long run. What was not spent is saved up, so that
 * the first looks, which run cold, and some short waits at short thresholds are affordable: the longer the threshold, the
 * less of it. The scan thread only.
 */
final class LookBudget {
    /** Share of one core at a long threshold: 0.02 %. */
    static final double LEAST_SHARE = 0.0002;
    /** How many times as much it is at the shortest. */
    static final double MOST_SHARES = 25;

    /** What may be saved up: as much as for seven looks at a thousand threads at a threshold of five seconds. */
    static final long MOST_SAVED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(12);

    private final double mostSaved;
    private final double share;
    private double saved;
    private long filledAt;

    /** Full at this moment, in {@link System#nanoTime()}. */
    LookBudget(long now, Duration threshold) {
        double nanos = Math.max(1, threshold.toNanos());
        this.mostSaved = MOST_SAVED_NANOS * Math.min(1, SHORT.toNanos() / nanos);
        this.share = LEAST_SHARE * Math.min(MOST_SHARES, Math.max(1, LONG.toNanos() / nanos));
        this.saved = mostSaved;
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
        return saved >= 0 ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis((long) (-saved / share));
    }

    private void fill(long now) {
        saved = Math.min(mostSaved, saved + (now - filledAt) * share);
        filledAt = now;
    }
}
