/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.LongAdder;

/**
 * Which futures depend on users' {@link Promise}s. Of a chain only the last counts: the others were made to get there.
 *
 * <p>Noted where it costs next to nothing: to look a future up by its identity would take longer than to make a stage, so
 * a probe compares the source of a new stage with the last few futures of its thread, which is where most stages are
 * added; others the scanner notes when it looks. What is missed by both, a future that lives shorter than that and is
 * passed to another thread, is not found when it is abandoned. What was noted and is answered in another way, by hand or by
 * a time-out, is looked up then.
 */
final class Dependents {
    private static final int FIRST_SIZE = 1 << 8;

    private static final LongAdder LIVE = new LongAdder();
    /** Those whose future was collected, or whose promise is over, and that a sweep has to unlink. */
    private static final LongAdder LEFT = new LongAdder();

    private static volatile IdentityTable table = new IdentityTable(FIRST_SIZE);

    /** A stage was made of a source: its future depends on that one. */
    static void added(ThreadTask self, Object from, Object future) {
        Task known = self.recentFuture(from);
        if (known instanceof Dependent) {
            Dependent source = (Dependent) known;
            add(self, source.promise, source, future);
        } else if (known != null) {
            add(self, (Promise) known, null, future);
        }
    }

    private static void add(ThreadTask self, Promise promise, Dependent source, Object future) {
        Dependent dependent = add(promise, source, future);
        if (dependent != null) {
            self.remember(dependent);
        }
    }

    /**
     * Notes that a future depends on a promise, through another one if {@code source} is given; null if the promise is
     * over.
     */
    static Dependent add(Promise promise, Dependent source, Object future) {
        Dependent dependent = new Dependent(future, promise, source);
        table.add(dependent); // before the promise can end it
        LIVE.increment();
        if (!promise.add(dependent)) {
            remove(dependent);
            return null;
        }
        if (source != null) {
            source.extend();
        }
        return dependent;
    }

    /** A future was completed by hand, so that it needs nobody else to. */
    static void completed(Object future) {
        Task known = LIVE.sum() == 0 ? null : table.find(future);
        if (known != null) {
            ((Dependent) known).answer();
        }
    }

    /** The promise is over. */
    static void remove(Dependent dependent) {
        if (dependent.move(Task.PENDING, Task.ENDED)) {
            LIVE.decrement();
            if (!table.pop(dependent)) {
                LEFT.increment();
                dependent.clear();
            }
        }
    }

    /** Its future was collected: that says nothing of who was served. */
    static void collected(Dependent dependent) {
        if (dependent.move(Task.PENDING, Task.ENDED)) {
            LIVE.decrement();
            LEFT.increment();
        }
    }

    /** Unlinks and resizes when it is worth it; the reclaimer only. */
    static void clean() {
        long live = LIVE.sum();
        if (LEFT.sum() > Math.max(FIRST_SIZE, live / 4)) {
            LEFT.reset(); // what is added meanwhile comes with the next sweep
            table.sweep();
        }
        table.growFor(live);
    }

    /** How many are known. */
    static long size() {
        return LIVE.sum();
    }

    static void clear() {
        table = new IdentityTable(FIRST_SIZE);
        LIVE.reset();
        LEFT.reset();
    }

    private Dependents() {}
}
