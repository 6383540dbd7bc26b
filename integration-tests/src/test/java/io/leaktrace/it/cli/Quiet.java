/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cli;

import io.leaktrace.it.scenario.Program;

/** A program in which nothing is stuck. */
public final class Quiet {
    public static void main(String[] arguments) throws Exception {
        Program.run();
    }

    private Quiet() {}
}
