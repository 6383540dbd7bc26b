/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

/** Holds a class whose initialization never ends. */
final class StuckClass {
    static volatile boolean entered;

    static String touch() {
        return Inner.VALUE;
    }

    /** Gets stuck in the thread that first touches it; others wait for that one. */
    static final class Inner {
        static final String VALUE = initialize();

        private static String initialize() {
            entered = true;
            return Program.stuckCall();
        }

        private Inner() {}
    }

    private StuckClass() {}
}
