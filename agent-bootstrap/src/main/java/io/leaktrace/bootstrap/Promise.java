/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** The entry of a future that somebody is to complete. */
final class Promise extends FutureEntry {
    /** Whether it may be completed without that any probe sees it. Goes from false to true once. */
    private volatile boolean completedUnseen;

    Promise(Object future, Task parent, String creatorName, Object stack, long now) {
        super(future, parent, creatorName, stack, now);
    }

    void completedUnseen() {
        completedUnseen = true;
    }

    /** How many wait for it in vain, now that nobody can complete it any more; 0 if that is not known for sure. */
    int missedBy() {
        return completedUnseen || state() != PENDING ? 0 : missing();
    }
}
