/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** The same as {@link CustomExecutorLeaks}, but the tasks make progress or end; the workers then wait for more. */
public final class CustomExecutorInnocents {
    public static void main(String[] arguments) throws Exception {
        Executor lambda = task -> new Thread(task, "lambda").start();
        List<Executor> executors = List.of(
                new CustomExecutors.OwnQueue(),
                new CustomExecutors.PerTask(),
                new CustomExecutors.Direct(),
                new CustomExecutors.Passing(),
                new CustomExecutors.Wrapping(),
                new CustomExecutors.Extending(),
                lambda);
        for (Executor executor : executors) {
            CountDownLatch done = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                executor.execute(done::countDown);
            }
            done.await();
        }
        new CustomExecutors.PerTask().execute(Program::busy);
        new CustomExecutors.Wrapping().execute(Program::busy);
        new CustomExecutors.Extending().submit(Program::busy);
        new CustomExecutors.OwnQueue().execute(Program::busy);
        Program.rest();
    }

    private CustomExecutorInnocents() {}
}
