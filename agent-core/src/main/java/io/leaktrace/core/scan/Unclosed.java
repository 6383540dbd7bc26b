/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.State;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is made at one site again and again and never closed: pools, timers, HTTP clients. Whether anybody can still
 * reach one cannot be asked of the JVM without a heap dump, so it is told by how they are used: a pool that only the task
 * which created it ever gave something to, and whose workers have been idle since, was made for that one call. A component
 * that keeps several pools is given work by others, too, or by nobody yet. Few such pools prove nothing, unless their application
 * was taken down.
 */
final class Unclosed {
    /** As many as make a warning of a finding. */
    private static final int FEWEST = 10;

    /** Threads of the JDK's of which there is one for each thing that can be closed. */
    private static final Set<String> ONE_EACH =
            Set.of("java.util.TimerThread", "jdk.internal.net.http.HttpClientImpl$SelectorManager");

    private final ScanContext context;
    private final Listing listing;

    Unclosed(ScanContext context, Listing listing) {
        this.context = context;
        this.listing = listing;
    }

    /** Whether a thread stands for something that can be closed, other than a pool. */
    static boolean tellsOf(Object thread) {
        return ONE_EACH.contains(thread.getClass().getName());
    }

    /** Lots of such things, those of each site together. */
    List<List<Task>> lots() {
        Map<Object, List<Task>> bySite = new IdentityHashMap<>();
        Map<Object, List<Task>> leftOver = new IdentityHashMap<>();
        for (Pool pool : context.carriers().pools()) {
            if (!rests(pool) || !listing.shows(pool)) {
                continue;
            }
            if (context.pools().isLeftOver(pool)) {
                add(pool, leftOver);
            } else if (isOfOneCall(pool)) {
                add(pool, bySite);
            }
        }
        for (ThreadTask thread : context.carriers().threads()) {
            Object object = thread.get();
            if (object != null
                    && tellsOf(object)
                    && thread.stack instanceof Origin
                    && isOld(thread)
                    && listing.shows(thread)) {
                add(thread, ThreadFields.isLeftOver(object) ? leftOver : bySite);
            }
        }
        bySite.values().removeIf(lot -> lot.size() < FEWEST);
        List<List<Task>> lots = new ArrayList<>(bySite.values());
        lots.addAll(leftOver.values());
        return lots;
    }

    private static void add(Task task, Map<Object, List<Task>> bySite) {
        bySite.computeIfAbsent(task.stack, key -> new ArrayList<>()).add(task);
    }

    private static boolean isOfOneCall(Pool pool) {
        return pool.used && !pool.shared;
    }

    private boolean rests(Pool pool) {
        Object executor = pool.get();
        if (executor == null
                || !(pool.stack instanceof Origin)
                || !isOld(pool)
                || context.pools().workers(pool).isEmpty()
                || context.pools().state(pool) != State.IDLE) {
            return false;
        }
        Map<String, String> labels = context.pools().labels(pool, executor);
        if (!"no".equals(labels.get("shutdown")) || !"0".equals(labels.getOrDefault("queued", "0"))) {
            return false;
        }
        return context.pools().workers(pool).stream().allMatch(this::hasRested);
    }

    private boolean isOld(Task task) {
        return task.createdAt - context.moment().stuckSince() <= 0;
    }

    private boolean hasRested(ThreadTask worker) {
        if (worker.virtual) {
            return true;
        }
        ThreadLook look = ThreadWatch.lastLook(worker);
        return look != null
                && look.isWaiting()
                && look.since() - context.moment().stuckSince() <= 0;
    }
}
