/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.lang.management.ManagementFactory;

/** Waits until garbage is collected and the agent has forgotten what has ended. */
final class Settled {
    private static final long PATIENCE_NANOS = 40_000_000_000L;

    /** What the agent counts as alive. */
    static long live() throws Exception {
        Object live = Program.attribute("LiveTasks");
        return live == null ? -1 : ((Number) live).longValue();
    }

    /** Waits until the agent counts at most this many, or any number if 0. */
    static void await(String what, long atMost) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long live = live();
        while (live < 0 || (atMost > 0 && live > atMost)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not " + what + ": " + live + " alive, not " + atMost);
            }
            System.gc();
            Thread.sleep(20);
            live = live();
        }
    }

    /** Bytes in use, the lowest of several collections. */
    static long usedHeap() throws InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(200);
            lowest = Math.min(
                    lowest,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return lowest;
    }

    private Settled() {}
}
