/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Abandoned;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Tracked;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells of tasks that were collected before they were over: each in one regular scan, and for a while in every one out of
 * turn. Left out is what the host wanted so: what it discards by policy or by shutting its pool down, and futures that are
 * made with an object to tell of its end. One for all scans; the scan thread only.
 */
final class Losses {
    private static final long TOLD_FOR_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int MOST = 1_000;

    /** Policies of the JDK's pool, and of copies of it. */
    private static final Set<String> DISCARDING = Set.of("DiscardPolicy", "DiscardOldestPolicy");

    /** A task that is in no queue any more and never ran. */
    private record Dropped(WeakReference<Object> object, Abandoned abandoned) {}

    private record Told(Tracked row, long at) {}

    private final List<Dropped> dropped = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Tracked> fresh = new ArrayList<>();

    /** Ends a task that counted as queued and is in no queue: it may yet be run by whoever took it out. */
    void suspect(Task task, Object object) {
        Abandoned abandoned = dropped.size() < MOST ? Abandoned.suspect(task) : null;
        if (abandoned == null) {
            task.end();
        } else {
            dropped.add(new Dropped(new WeakReference<>(object), abandoned));
        }
    }

    /**
     * Rows of what was lost.
     *
     * @param regular whether this scan reports: then it is what no regular scan has told of; else what was told lately, too
     */
    List<Tracked> told(ScanContext context, Listing listing, boolean regular) {
        take(context, listing);
        long now = context.moment().now();
        told.removeIf(one -> now - one.at() > TOLD_FOR_NANOS);
        List<Tracked> rows = new ArrayList<>();
        if (!regular) {
            told.forEach(one -> rows.add(one.row()));
        }
        rows.addAll(fresh);
        if (regular) {
            fresh.forEach(row -> told.add(new Told(row, now)));
            while (told.size() > MOST) {
                told.remove(0);
            }
            fresh.clear();
        }
        return rows;
    }

    private void take(ScanContext context, Listing listing) {
        List<Abandoned> lost = new ArrayList<>();
        dropped.removeIf(one -> {
            Object object = one.object().get();
            if (object == null && one.abandoned().isSure()) {
                lost.add(one.abandoned());
            }
            return object == null || Endings.isDone(object);
        });
        for (Abandoned next = Abandoned.poll(); next != null; next = Abandoned.poll()) {
            lost.add(next);
        }
        if (lost.isEmpty()) {
            return;
        }
        Filter filter = new Filter(context.options());
        TrackedBuilder builder = new TrackedBuilder(context);
        for (Abandoned one : lost) {
            if (listing.offers(one.task) && !isWanted(one)) {
                Tracked row = builder.gone(one);
                if (filter.accepts(one.task, row)) {
                    fresh.add(row);
                }
            }
        }
    }

    /** Whether the host wanted it so. */
    private static boolean isWanted(Abandoned one) {
        return one.task.kind() == Kind.FUTURE ? isMadeToStay(one.task) : isDiscarded(one.pool);
    }

    private static boolean isMadeToStay(Task task) {
        return !(Promises.origin(task) instanceof Origin origin) // nobody can say what it was for
                || Promises.isOfAnObjectsLife(origin);
    }

    /** Whether a pool may lose tasks on purpose: it was shut down, or drops what it has no place for; or is gone itself. */
    private static boolean isDiscarded(@Nullable Pool pool) {
        Object executor = pool == null ? null : pool.get();
        if (pool == null || executor == null || pool.discards || ThreadPools.isShutdown(executor)) {
            return true;
        }
        Object handler = ThreadPools.rejectionHandler(executor);
        return handler != null && DISCARDING.contains(handler.getClass().getSimpleName());
    }
}
