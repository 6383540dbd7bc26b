/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

/** Many threads stuck below deep stacks: every report of them has megabytes. */
public final class BigReports {
    private static final int THREADS = 400;
    private static final int DEPTH = 200;

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < THREADS; i++) {
            start(DEPTH, "thread " + i);
        }
        Program.run();
    }

    private static void start(int depth, String name) {
        if (depth > 0) {
            start(depth - 1, name);
        } else {
            new Thread(null, () -> descend(DEPTH), name, 1 << 20).start();
        }
    }

    private static void descend(int depth) {
        if (depth > 0) {
            descend(depth - 1);
        } else {
            Program.stuck();
        }
    }

    private BigReports() {}
}
