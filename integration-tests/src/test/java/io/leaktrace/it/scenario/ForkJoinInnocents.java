/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.stream.IntStream;

/** The same as {@link ForkJoinLeaks}, but the tasks make progress or end; the workers then wait for more. */
public final class ForkJoinInnocents {
    private static final Runnable QUICK = () -> {};
    private static final Callable<String> QUICK_CALL = () -> "";

    public static void main(String[] arguments) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(4);
        pool.execute(QUICK);
        pool.submit(QUICK).get();
        pool.submit(QUICK_CALL).get();
        pool.submit(QUICK, "result").get();
        pool.invokeAll(List.of(QUICK_CALL, QUICK_CALL));
        pool.submit(ForkJoinTask.adapt(QUICK)).get();
        pool.submit(Program::busy);
        if (pool.invoke(new Fibonacci(16)) != 987) {
            throw new IllegalStateException("Fibonacci");
        }
        new Fibonacci(10).fork().join();
        ForkJoinPool.commonPool().submit(QUICK).get();
        ForkJoinPool.commonPool().execute(Program::busy);
        IntStream.range(0, 100_000).parallel().sum();
        pool.submit(QUICK).cancel(true);
        Program.rest();
    }

    private static final class Fibonacci extends RecursiveTask<Integer> {
        private final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fibonacci left = new Fibonacci(n - 1);
            left.fork();
            return new Fibonacci(n - 2).compute() + left.join();
        }
    }

    private ForkJoinInnocents() {}
}
