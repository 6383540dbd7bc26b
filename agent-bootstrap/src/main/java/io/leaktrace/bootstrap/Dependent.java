/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/**
 * A future that is to be completed when another one is. No task of its own: it is never counted nor shown. Its state says
 * whether it is still in the table of {@link Dependents}.
 */
final class Dependent extends TableTask {
    /** The promise it depends on in the end. */
    final Promise promise;
    /** The dependent it depends on next, or null if that is the promise. */
    private final Dependent source;
    /** Next of the same promise; written before it is added there. */
    Dependent next;

    /** Whether others depend on it: then it was made to get there, and says nothing of its own. */
    private volatile boolean extended;

    /** Whether it needs the promise no more: it was completed in another way. */
    private volatile boolean answered;

    Dependent(Object future, Promise promise, Dependent source) {
        super(future, Kind.FUTURE, PENDING, false, null, null, null, 0);
        this.promise = promise;
        this.source = source;
        this.again = CLOSED; // it is never submitted
    }

    void extend() {
        extended = true;
    }

    void answer() {
        answered = true;
    }

    /** Whether it is the last of its chain, and nothing in that chain was answered but by the promise. */
    boolean isMissing() {
        boolean missing = !extended;
        for (Dependent d = this; d != null && missing; d = d.source) {
            missing = !d.answered;
        }
        return missing;
    }
}
