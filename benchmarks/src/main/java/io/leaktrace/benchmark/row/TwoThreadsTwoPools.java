/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Threads;

/** Do two threads get into each other's way that share nothing of their own? */
public class TwoThreadsTwoPools {
    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(Bursts.TASKS)
    public void run(CallingStack stack, OwnPool own) {
        stack.run(() -> Bursts.execute(own.pool()));
    }
}
