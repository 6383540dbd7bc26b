/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What does a stage of a long chain of {@code thenApplyAsync} cost? */
public class ApplyAsyncChain {
    private static final int STAGES = 1_000;

    @Benchmark
    @OperationsPerInvocation(STAGES)
    public void run(CallingStack stack, ForkJoinWorker worker) {
        stack.run(() -> chain(worker.pool()));
    }

    private static void chain(Executor pool) {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> last = first;
        for (int i = 0; i < STAGES; i++) {
            last = last.thenApplyAsync(number -> number, pool);
        }
        first.complete(1);
        last.join();
    }
}
