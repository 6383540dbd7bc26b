/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.program;

/** Ends at once. */
public final class Nothing {
    /** Called by the JVM. */
    public static void main(String[] arguments) {}

    private Nothing() {}
}
