/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

/** Another agent at work in the same JVM, as seen by an application that relies on it. */
interface OtherAgent {
    /** Fails unless the agent does what it is for, and runs the application's part while it does. */
    void work(Part part) throws Throwable;

    /** A part of the application. */
    interface Part {
        void run() throws Throwable;
    }
}
