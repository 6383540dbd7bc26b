/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.OriginTally;
import io.leaktrace.core.model.Site;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.OptionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers under names how many tasks of each site were alive, and tells what changed between two. Any thread may
 * call.
 */
public final class Marks {
    /** Names the moment of asking; cannot be the name of a mark. */
    public static final String NOW = "now";

    private static final int KEPT = 16;

    private final Map<String, Map<Site, OriginTally>> marks = new LinkedHashMap<>();

    /**
     * Remembers a snapshot's counts. Keeps the last 16 marks.
     *
     * @return one line that says so, and which mark was dropped for it, if any
     * @throws OptionException if the name is empty or {@code now}
     */
    public synchronized String mark(String name, Snapshot snapshot) throws OptionException {
        if (name.isBlank() || name.equals(NOW)) {
            throw new OptionException("\"" + name + "\" cannot name a mark; use any other word");
        }
        marks.remove(name);
        String dropped = "";
        if (marks.size() >= KEPT) {
            String oldest = marks.keySet().iterator().next();
            marks.remove(oldest);
            dropped = "; mark " + oldest + " was dropped, " + KEPT + " are kept";
        }
        Map<Site, OriginTally> counts = counts(snapshot);
        marks.put(name, counts);
        return "mark " + name + ": " + snapshot.tasks().size() + " tasks from " + counts.size() + " sites" + dropped;
    }

    /**
     * What changed between two marks, per site, the largest growth first.
     *
     * @param from the earlier mark
     * @param to the later mark, or {@code now} for the given snapshot
     * @throws OptionException if there is no such mark
     */
    public synchronized String diff(String from, String to, Snapshot now) throws OptionException {
        Map<Site, OriginTally> before = counts(from, now);
        Map<Site, OriginTally> after = counts(to, now);
        Set<Site> sites = new LinkedHashSet<>(before.keySet());
        sites.addAll(after.keySet());
        List<Row> onlyTo = new ArrayList<>();
        List<Row> both = new ArrayList<>();
        List<Row> onlyFrom = new ArrayList<>();
        for (Site site : sites) {
            Row row = new Row(
                    site, before.getOrDefault(site, OriginTally.NONE), after.getOrDefault(site, OriginTally.NONE));
            (row.before().tasks() == 0 ? onlyTo : row.after().tasks() == 0 ? onlyFrom : both).add(row);
        }
        StringBuilder out = new StringBuilder();
        section(out, "only in " + to, onlyTo);
        section(out, "in both", both);
        section(out, "only in " + from, onlyFrom);
        return out.toString().strip();
    }

    /** Forgets all marks. */
    public synchronized void clear() {
        marks.clear();
    }

    private Map<Site, OriginTally> counts(String name, Snapshot now) throws OptionException {
        Map<Site, OriginTally> counts = name.equals(NOW) ? counts(now) : marks.get(name);
        if (counts == null) {
            String known = marks.isEmpty() ? "none yet" : String.join(", ", marks.keySet());
            throw new OptionException("no mark \"" + name + "\"; marks: " + known + "; or use " + NOW);
        }
        return counts;
    }

    private static Map<Site, OriginTally> counts(Snapshot snapshot) {
        Map<Site, OriginTally> counts = new HashMap<>();
        snapshot.tasks()
                .forEach(task -> counts.compute(
                        Site.of(task), (site, tally) -> (tally == null ? OriginTally.NONE : tally).plus(task)));
        return counts;
    }

    private static void section(StringBuilder out, String title, List<Row> rows) {
        rows.sort(Comparator.comparingInt(Row::growth).reversed().thenComparing(Row::text));
        out.append(title).append(": ").append(rows.size()).append(rows.size() == 1 ? " site\n" : " sites\n");
        for (Row row : rows) {
            String growth = (row.growth() > 0 ? "+" : "") + row.growth();
            out.append("  ")
                    .append(growth)
                    .append(" (")
                    .append(row.before().tasks())
                    .append(" -> ")
                    .append(row.after().tasks());
            out.append(") ").append(row.text()).append('\n');
        }
    }

    private record Row(Site site, OriginTally before, OriginTally after) {
        int growth() {
            return after.tasks() - before.tasks();
        }

        String text() {
            OriginTally shown = after.tasks() == 0 ? before : after;
            return site.kind().label() + " " + site.text() + shown.mark();
        }
    }
}
