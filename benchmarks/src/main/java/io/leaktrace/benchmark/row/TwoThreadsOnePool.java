/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Threads;

/** Do two threads that hand tasks to one pool get into each other's way? */
public class TwoThreadsOnePool {
    @Benchmark
    @Threads(2)
    @OperationsPerInvocation(Bursts.TASKS)
    public void run(CallingStack stack, OneThreadPool shared) {
        stack.run(() -> Bursts.execute(shared.pool()));
    }
}
