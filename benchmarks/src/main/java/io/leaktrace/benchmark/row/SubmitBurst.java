/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What does {@code submit} cost per task, when thousands are queued? */
public class SubmitBurst {
    @Benchmark
    @OperationsPerInvocation(Bursts.TASKS)
    public void run(CallingStack stack, OneThreadPool one) {
        stack.run(() -> Bursts.submit(one.pool()));
    }
}
