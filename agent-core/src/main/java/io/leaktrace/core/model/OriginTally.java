/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;

/**
 * How many tasks of one site there are, and how many of them are shown with the site's representative stack, which was
 * not captured for them.
 *
 * @param tasks all
 * @param representative of those, the represented ones
 * @param representativeOf how many tasks the representative stands for, ended ones included; 0 if there is none
 */
public record OriginTally(int tasks, int representative, long representativeOf) {
    /** No task. */
    public static final OriginTally NONE = new OriginTally(0, 0, 0);

    /** Counts these tasks of one site. */
    public static OriginTally of(List<Tracked> tasks) {
        int representative = 0;
        long most = 0;
        for (Tracked task : tasks) {
            long of = task.representativeOf();
            representative += of == 0 ? 0 : 1;
            most = Math.max(most, of);
        }
        return new OriginTally(tasks.size(), representative, most);
    }

    /** With one more task of the site. */
    public OriginTally plus(Tracked task) {
        long of = task.representativeOf();
        return new OriginTally(tasks + 1, representative + (of == 0 ? 0 : 1), Math.max(representativeOf, of));
    }

    /**
     * What must be said with their origin, after a space: {@code (representative of site, 1 of 4096)} or, if some are
     * exact, {@code (3 of 5 representative of site)}; empty if all are.
     */
    public String mark() {
        if (representative == 0) {
            return "";
        }
        return representative == tasks
                ? mark(Math.max(representativeOf, representative))
                : " (" + representative + " of " + tasks + " representative of site)";
    }

    /** The mark of an origin that stands for so many tasks. */
    public static String mark(long representativeOf) {
        return " (representative of site, 1 of " + representativeOf + ")";
    }
}
