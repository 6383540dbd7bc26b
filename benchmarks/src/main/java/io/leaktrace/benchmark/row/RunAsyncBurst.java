/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What does {@code CompletableFuture.runAsync} cost per stage, when thousands are queued? */
public class RunAsyncBurst {
    private static final int STAGES = 5_000;

    @Benchmark
    @OperationsPerInvocation(STAGES)
    public void run(CallingStack stack, ForkJoinWorker worker) {
        stack.run(() -> burst(worker.pool()));
    }

    private static void burst(Executor pool) {
        CompletableFuture<?>[] stages = new CompletableFuture<?>[STAGES];
        for (int i = 0; i < STAGES; i++) {
            int number = i;
            stages[i] = CompletableFuture.runAsync(() -> nothing(number), pool);
        }
        for (CompletableFuture<?> stage : stages) {
            stage.join();
        }
    }

    private static void nothing(int number) {
        assert number >= 0;
    }
}
