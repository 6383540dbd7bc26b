/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What does a task cost whose caller waits for it? */
public class PingPong {
    private static final int TASKS = 200;

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void run(CallingStack stack, OneThreadPool one) {
        stack.run(() -> pingPong(one.pool()));
    }

    private static void pingPong(ExecutorService pool) {
        try {
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                pool.submit(() -> number).get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
