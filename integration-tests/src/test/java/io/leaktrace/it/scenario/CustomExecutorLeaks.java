/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** Stuck and queued tasks of executors that the application wrote itself. */
public final class CustomExecutorLeaks {
    private static final Runnable STUCK = Program::stuck;

    public static void main(String[] arguments) throws Exception {
        Executor own = new CustomExecutors.OwnQueue();
        own.execute(STUCK); // LEAK: ownQueue
        own.execute(() -> {}); // LEAK: queuedInOwn

        Executor referring = new CustomExecutors.Referring();
        referring.execute(Program::stuck); // LEAK: referring

        Executor perTask = new CustomExecutors.PerTask();
        perTask.execute(STUCK); // LEAK: perTask

        new Thread(CustomExecutorLeaks::direct, "direct").start();

        Executor passing = new CustomExecutors.Passing();
        passing.execute(STUCK); // LEAK: passing

        Executor wrapping = new CustomExecutors.Wrapping();
        wrapping.execute(STUCK); // LEAK: wrapping

        ExecutorService extending = new CustomExecutors.Extending();
        extending.execute(STUCK); // LEAK: extendingExecute
        extending.submit(STUCK); // LEAK: extendingSubmit

        Executor lambda = task -> new Thread(task, "lambda").start(); // LEAK: lambda
        lambda.execute(STUCK);
        Program.run();
    }

    private static void direct() {
        new CustomExecutors.Direct().execute(STUCK); // LEAK: direct
    }

    private CustomExecutorLeaks() {}
}
