/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.core.option.AgentOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a scan takes place: clocks are read once, not for every task.
 *
 * @param at on the wall
 * @param millis the same in milliseconds since 1970
 * @param now in {@link System#nanoTime()}
 * @param stuckSince what has not moved since then has been stuck for longer than the threshold
 * @param slack how far the clock by which probes tell the time may be behind
 */
record Moment(Instant at, long millis, long now, long stuckSince, long slack) {
    static Moment now(Clock clock, AgentOptions options) {
        Instant at = clock.instant();
        long now = System.nanoTime();
        return new Moment(
                at,
                at.toEpochMilli(),
                now,
                now - options.threshold().toNanos(),
                ScanSchedule.longestTickNanos(options.threshold()));
    }

    /** Time on the wall of an earlier moment in {@link System#nanoTime()}. */
    Instant at(long nanoTime) {
        return at.minus(Duration.ofNanos(Math.max(0, now - nanoTime)));
    }
}
