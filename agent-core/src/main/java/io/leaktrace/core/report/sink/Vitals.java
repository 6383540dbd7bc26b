/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.RunningAgent;
import io.leaktrace.core.model.Counts;
import io.leaktrace.core.model.Snapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Live tasks in numbers, as the MBean shows them. Any thread may ask. */
final class Vitals {
    /** A client reads attributes one by one; within this time they come from one snapshot, so that they add up. */
    private static final long SAME_SNAPSHOT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RunningAgent agent;
    private final LongSupplier nanoTime;
    private final SiteTable siteTable = new SiteTable();

    private volatile @Nullable Reading last;

    Vitals(RunningAgent agent, LongSupplier nanoTime) {
        this.agent = agent;
        this.nanoTime = nanoTime;
    }

    /** Takes the sites of a scan into account. */
    void scanned(Snapshot snapshot) {
        siteTable.add(snapshot);
    }

    /** As of now, or of less than a second ago. */
    Reading now() {
        long now = nanoTime.getAsLong();
        Reading known = last;
        if (known != null && now - known.atNanos() < SAME_SNAPSHOT_NANOS) {
            return known;
        }
        Snapshot snapshot = agent.snapshot();
        // counted from its end: of many tasks it takes longer than a second, and the next attribute would begin anew
        Reading fresh = new Reading(nanoTime.getAsLong(), snapshot.counts(), siteTable.add(snapshot));
        last = fresh;
        return fresh;
    }

    /** What one snapshot said. */
    record Reading(long atNanos, Counts counts, List<SiteTable.Row> sites) {}
}
