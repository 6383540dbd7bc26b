/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.model.Site;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics of sites over all snapshots seen so far. {@code live} and {@code oldest} are exact; {@code created} counts
 * the distinct tasks that were alive in at least one snapshot: ids count up and are never reused, so those above the
 * highest id seen before are new. Tasks that came and went between two snapshots are not in it. Any thread may call.
 */
final class SiteTable {
    private static final int TOP = 20;
    /** Beyond this many sites, those without a live task are forgotten. */
    private static final int MOST_SITES = 10_000;

    private final Map<Site, Integer> created = new HashMap<>();
    private long highestId;

    /**
     * A row of the table.
     *
     * @param site the creating frame
     * @param kind of the tasks
     * @param live how many are alive
     * @param created how many were seen so far
     * @param oldest age of the oldest live one
     * @param representative how many of the live ones are shown with the site's representative stack
     */
    record Row(String site, String kind, int live, int created, String oldest, int representative) {}

    /** Takes a snapshot into account and returns the 20 sites with most live tasks in it. */
    synchronized List<Row> add(Snapshot snapshot) {
        Map<Site, Live> live = new HashMap<>();
        long highest = highestId;
        for (Tracked task : snapshot.tasks()) {
            Site site = Site.of(task);
            live.computeIfAbsent(site, key -> new Live()).add(task);
            if (task.id() > highestId) {
                created.merge(site, 1, Integer::sum);
                highest = Math.max(highest, task.id());
            }
        }
        highestId = highest;
        if (created.size() > MOST_SITES) {
            created.keySet().retainAll(live.keySet());
        }
        List<Row> rows = new ArrayList<>();
        live.forEach((site, count) -> rows.add(new Row(
                site.text(),
                site.kind().label(),
                count.tasks,
                created.getOrDefault(site, count.tasks),
                Durations.text(count.oldestMillis),
                count.representative)));
        rows.sort(Comparator.comparingInt(Row::live)
                .reversed()
                .thenComparing(Row::site)
                .thenComparing(Row::kind));
        return List.copyOf(rows.subList(0, Math.min(rows.size(), TOP)));
    }

    private static final class Live {
        private int tasks;
        private int representative;
        private long oldestMillis;

        void add(Tracked task) {
            tasks++;
            representative += task.representativeOf() == 0 ? 0 : 1;
            oldestMillis = Math.max(oldestMillis, task.ageMillis());
        }
    }
}
