/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.LongAdder;

/**
 * Which futures depend on users' {@link Promise}s, at any remove. To look a future up by its identity takes longer than to
 * make a stage, so nothing is looked up while there is no promise.
 *
 * <p>An entry is made where a stage is constructed, by the thread that does so and before anybody else knows the stage's
 * future; so there is one for each. It goes when all that the future depends on is over, or when it is collected.
 */
final class Dependents {
    private static final int FIRST_SIZE = 1 << 8;

    private static final String EITHER = "java.util.concurrent.CompletableFuture$Or";

    private static final LongAdder PROMISES = new LongAdder();
    private static final LongAdder LIVE = new LongAdder();
    /** Those that have ended and that a sweep has to unlink. */
    private static final LongAdder LEFT = new LongAdder();

    private static volatile IdentityTable table = new IdentityTable(FIRST_SIZE, LEFT);
    /** How many were left at the last sweep; touched by the reclaimer alone. */
    private static long leftAtLastSweep;

    static void promised() {
        PROMISES.increment();
    }

    static void promiseOver(Promise promise) {
        PROMISES.decrement();
        promise.release();
    }

    /**
     * A stage was made of a source: its future depends on that one. Not if another source may complete it just as well, for
     * the JDK does not tell the first when it does.
     */
    static void added(Object stage, Object source, Object future) {
        if (PROMISES.sum() == 0) {
            return;
        }
        FutureEntry from = find(source);
        if (from == null
                || (from instanceof Dependent && ((Dependent) from).isAnswered())
                || stage.getClass().getName().startsWith(EITHER)) {
            return;
        }
        Task known = table.find(future); // if this is its second source
        Dependent dependent = known instanceof Dependent ? (Dependent) known : new Dependent(future);
        dependent.gainsSource();
        if (known == null) {
            table.add(dependent);
            LIVE.increment();
        }
        if (!from.add(dependent) && dependent.losesSource()) {
            remove(dependent);
            dependent.release();
        }
    }

    private static FutureEntry find(Object future) {
        Task known = LIVE.sum() == 0 ? null : table.find(future);
        if (known == null) {
            known = Registry.findTask(future);
        }
        return known instanceof FutureEntry ? (FutureEntry) known : null;
    }

    /** A future was or will be completed, by others than those it depends on; with it, all that depend on it. */
    static void answered(Object future) {
        Task known = LIVE.sum() == 0 ? null : table.find(future);
        if (known != null) {
            ((Dependent) known).answer();
        }
    }

    /** A future is over that depended on others: they are. */
    static void remove(Dependent dependent) {
        if (dependent.move(Task.PENDING, Task.ENDED)) {
            LIVE.decrement();
            if (!table.pop(dependent)) {
                LEFT.increment();
                dependent.clear();
            }
        }
    }

    /** A future was collected that depended on others: that says nothing of who was answered. */
    static void collected(Dependent dependent) {
        if (dependent.move(Task.PENDING, Task.ENDED)) {
            LIVE.decrement();
            LEFT.increment();
        }
    }

    /** Unlinks and resizes when it is worth it; the reclaimer only. */
    static void clean() {
        long live = LIVE.sum();
        long left = LEFT.sum();
        if (left - leftAtLastSweep > Math.max(FIRST_SIZE, live / 4)) {
            table.sweep();
            leftAtLastSweep = left;
        }
        table.growFor(live);
    }

    /** How many are known. */
    static long size() {
        return LIVE.sum();
    }

    static void clear() {
        LEFT.reset();
        leftAtLastSweep = 0;
        table = new IdentityTable(FIRST_SIZE, LEFT);
        PROMISES.reset();
        LIVE.reset();
    }

    private Dependents() {}
}
