/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

/** Waiting for something outside this process that cannot call back. */
final class Pause {
    /** Sleeps; an interrupt ends the command. */
    static void millis(long millis) throws CommandFailure {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw CommandFailure.error("interrupted");
        }
    }

    private Pause() {}
}
