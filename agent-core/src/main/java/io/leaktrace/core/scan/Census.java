/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Gap;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Growth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the live tasks of each site, and tells which sites have ever more of them. Workers of a pool are not counted:
 * how many it has is its own business, and of pools that nobody closes there are ever more themselves. One instance per
 * scan.
 */
final class Census {
    /** A rise in so many scans on end is no burst and no saw-tooth. */
    private static final int RISES = 5;

    private static final int FEWEST = 10;
    private static final int SAMPLES = 5;

    /** The numbers of a site in the last scans, oldest first. */
    private record Series(int[] counts, long[] times) {
        Series then(int count, long now) {
            int kept = Math.min(counts.length, RISES);
            int[] moreCounts = new int[kept + 1];
            long[] moreTimes = new long[kept + 1];
            System.arraycopy(counts, counts.length - kept, moreCounts, 0, kept);
            System.arraycopy(times, times.length - kept, moreTimes, 0, kept);
            moreCounts[kept] = count;
            moreTimes[kept] = now;
            return new Series(moreCounts, moreTimes);
        }

        boolean grows() {
            if (counts.length <= RISES || counts[RISES] < FEWEST || counts[RISES] < 2 * counts[0]) {
                return false;
            }
            for (int i = 0; i < RISES; i++) {
                if (counts[i] >= counts[i + 1]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A site that grows, with some of its tasks. */
    record Grown(List<Task> samples, Series series) {
        /** The same in numbers, which the samples have once there are rows of them. */
        Growth growth() {
            return new Growth(
                    samples.stream().map(task -> (long) task.id).sorted().toList(),
                    series.counts[0],
                    series.counts[RISES],
                    TimeUnit.NANOSECONDS.toMillis(series.times[RISES] - series.times[0]));
        }
    }

    /** What is known of each site from the scans before. */
    static final class History {
        private Map<Origin, Map<Kind, Series>> sites = new HashMap<>();
    }

    private final Map<Object, int[]> counts = new IdentityHashMap<>();
    private @Nullable Object lastOrigin;
    private int[] last = {};

    /** Counts a task that is shown. */
    void add(Task task) {
        Object origin = origin(task);
        if (origin == null || (task instanceof ThreadTask thread && Pools.of(thread) != null)) {
            return;
        }
        if (origin != lastOrigin) {
            lastOrigin = origin;
            last = counts.computeIfAbsent(origin, key -> new int[Kind.values().length]);
        }
        last[task.kind().ordinal()]++;
    }

    private static @Nullable Object origin(Task task) {
        Object stack = task.stack;
        return stack instanceof Gap gap ? gap.representative() : stack instanceof Origin ? stack : null;
    }

    /**
     * The sites that grow, with some of their tasks.
     *
     * @param regular whether the next scans are to know what this one counted
     */
    List<Grown> grown(History history, Moment moment, boolean regular, Listing listing) {
        Map<Origin, Map<Kind, Series>> now = new HashMap<>();
        Map<Object, Map<Kind, Series>> growing = new IdentityHashMap<>();
        counts.forEach((origin, byKind) -> {
            for (Kind kind : Kind.values()) {
                int count = byKind[kind.ordinal()];
                if (count > 0 && origin instanceof Origin site) {
                    Series before = history.sites.getOrDefault(site, Map.of()).get(kind);
                    Series series =
                            (before == null ? new Series(new int[0], new long[0]) : before).then(count, moment.now());
                    now.computeIfAbsent(site, key -> new HashMap<>()).put(kind, series);
                    if (series.grows()) {
                        growing.computeIfAbsent(origin, key -> new HashMap<>()).put(kind, series);
                    }
                }
            }
        });
        if (regular) {
            history.sites = now;
        }
        return growing.isEmpty() ? List.of() : withSamples(growing, listing);
    }

    private static List<Grown> withSamples(Map<Object, Map<Kind, Series>> growing, Listing listing) {
        Map<Series, List<Task>> samples = new IdentityHashMap<>();
        Bridge.forEach(task -> {
            Object origin = task.state() == Task.ENDED ? null : origin(task);
            Series series = origin == null
                    ? null
                    : growing.getOrDefault(origin, Map.of()).get(task.kind());
            if (series != null && task.get() != null && listing.shows(task)) {
                List<Task> some = samples.computeIfAbsent(series, key -> new ArrayList<>());
                if (some.size() < SAMPLES) {
                    some.add(task);
                }
            }
        });
        List<Grown> grown = new ArrayList<>();
        samples.forEach((series, tasks) -> grown.add(new Grown(tasks, series)));
        return grown;
    }
}
