/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CountDownLatch;

/** The first thing that happens is the start of a thousand virtual threads, before any pool was needed. */
public final class VirtualFirst {
    /** How many. */
    public static final int THREADS = 1_000;

    public static void main(String[] arguments) throws Throwable {
        CountDownLatch parked = new CountDownLatch(THREADS);
        CountDownLatch gate = new CountDownLatch(1);
        Runnable waits = () -> {
            parked.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        for (int i = 0; i < THREADS; i++) {
            Thread started = (Thread) Virtual.START_VIRTUAL.invoke(waits);
            assert started.isDaemon();
        }
        parked.await();
        Program.run();
    }

    private VirtualFirst() {}
}
