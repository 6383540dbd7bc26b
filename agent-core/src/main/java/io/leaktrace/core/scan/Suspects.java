/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Gap;
import io.leaktrace.bootstrap.Site;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Tracked;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes sure that a leak which comes back shows its true origin: a site that has produced a finding is captured exactly
 * for a while, even beyond the budget. Whoever scans, one thread at a time.
 */
final class Suspects {
    private static final long CAPTURED_FOR_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The sites of what the last scan showed without a stack of its own, by the number of the task. */
    private final Map<Long, Site> sites = new HashMap<>();

    void clear() {
        sites.clear();
    }

    void note(Task task) {
        if (task.stack instanceof Gap gap) {
            sites.put((long) task.id, gap.site);
        }
    }

    /**
     * From now on the sites of these tasks are captured; those too at which others with the same stack are created.
     *
     * @param sitesOf the sites at which stacks with such frames were captured
     */
    void suspect(Collection<Finding> findings, Function<List<StackTraceElement>, Set<Site>> sitesOf) {
        long until = System.nanoTime() + CAPTURED_FOR_NANOS;
        Set<List<StackTraceElement>> stacks = new HashSet<>();
        for (Finding finding : findings) {
            for (Tracked task : finding.tasks()) {
                Site site = sites.get(task.id());
                if (site != null) {
                    site.suspectUntil(until);
                }
                if (task.createdBy() != null) {
                    stacks.add(task.createdBy().frames());
                }
            }
        }
        stacks.forEach(stack -> sitesOf.apply(stack).forEach(site -> site.suspectUntil(until)));
        if (!stacks.isEmpty()) {
            Bridge.forEachSite(site -> {
                if (site.representative() instanceof Origin origin && stacks.contains(origin.frames())) {
                    site.suspectUntil(until);
                }
            });
        }
    }
}
