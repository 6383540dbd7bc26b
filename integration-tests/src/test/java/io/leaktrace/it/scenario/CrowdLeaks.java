/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

/** Hundreds of threads that all stop at the same line, one after the other. */
public final class CrowdLeaks {
    /** How many. */
    public static final int SIZE = 500;

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < SIZE; i++) {
            Thread member = new Thread(Program::stuck);
            member.setDaemon(true);
            member.start(); // LEAK: crowd
        }
        Program.run();
    }

    private CrowdLeaks() {}
}
