/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The entry of a future that somebody is to complete, with those of the futures that depend on it: what it takes to know,
 * once it was collected, whether anybody is left without an answer.
 *
 * <p>Any host thread adds dependents, by a compare-and-set; whoever ends the entry closes the list, so that none stays
 * behind in the table of {@link Dependents}.
 */
final class Promise extends TableTask {
    private static final AtomicReferenceFieldUpdater<Promise, Dependent> DEPENDENTS =
            AtomicReferenceFieldUpdater.newUpdater(Promise.class, Dependent.class, "dependents");

    /** Ends every list, and is all there is of a closed one. */
    private static final Dependent END = new Dependent(null, null, null);

    private volatile Dependent dependents;

    /** Whether it may be completed without that any probe sees it. Goes from false to true once. */
    private volatile boolean completedUnseen;

    Promise(Object future, Task parent, String creatorName, Object stack, long now) {
        super(future, Kind.FUTURE, PENDING, false, parent, creatorName, stack, now);
    }

    /** Notes who depends on it; false if it is over. */
    boolean add(Dependent dependent) {
        for (; ; ) {
            Dependent first = dependents;
            if (first == END) {
                return false;
            }
            dependent.next = first;
            if (DEPENDENTS.compareAndSet(this, first, dependent)) {
                return true;
            }
        }
    }

    /** Whether anybody is known to depend on it. */
    boolean hasDependents() {
        Dependent first = dependents;
        return first != null && first != END;
    }

    void completedUnseen() {
        completedUnseen = true;
    }

    /** Nobody depends on it any more. */
    void answerAll() {
        for (Dependent d = dependents; d != null && d != END; d = d.next) {
            d.answer();
        }
    }

    /**
     * Whether somebody waits for it in vain, now that nobody can complete it any more: known to depend on it, and not
     * answered by anybody else.
     */
    boolean isMissed() {
        if (completedUnseen || state() != PENDING) {
            return false;
        }
        return missedBy() > 0;
    }

    /** How many depend on it and were not answered. */
    int missedBy() {
        int count = 0;
        for (Dependent d = dependents; d != null && d != END; d = d.next) {
            count += d.isMissing() ? 1 : 0;
        }
        return count;
    }

    /** Lets its dependents go, at its end. */
    void release() {
        Dependent d = DEPENDENTS.getAndSet(this, END);
        while (d != null && d != END) {
            Dependents.remove(d);
            d = d.next;
        }
    }
}
