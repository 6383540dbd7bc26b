/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What does it cost to start a thread and wait for its end? */
public class PlatformThreads {
    private static final int THREADS = 50;

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void run(CallingStack stack) {
        stack.run(PlatformThreads::startAndJoin);
    }

    private static void startAndJoin() {
        try {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> {});
                thread.start();
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
