/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A future that is to be completed when others are. No task of its own: it is never counted nor shown. Its state says
 * whether it is still in the table of {@link Dependents}.
 */
final class Dependent extends FutureEntry {
    private static final AtomicIntegerFieldUpdater<Dependent> SOURCES =
            AtomicIntegerFieldUpdater.newUpdater(Dependent.class, "sources");

    /** How many of those it depends on are not over. */
    private volatile int sources;

    /** Whether it needs them no more: it was completed in another way, or will be. */
    private volatile boolean answered;

    Dependent(Object future) {
        super(future, null, null, null, 0);
        this.again = CLOSED; // it is never submitted
    }

    void gainsSource() {
        SOURCES.incrementAndGet(this);
    }

    /** One of its sources is over; whether it was the last. */
    boolean losesSource() {
        return SOURCES.decrementAndGet(this) == 0;
    }

    void answer() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }
}
