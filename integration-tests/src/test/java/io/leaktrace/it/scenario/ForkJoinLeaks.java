/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;

/** Fork-join tasks that never end, handed to a pool from outside. */
public final class ForkJoinLeaks {
    private static final Runnable STUCK = Program::stuck;
    private static final Callable<String> STUCK_CALL = Program::stuckCall;

    public static void main(String[] arguments) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(32);
        pool.execute(STUCK); // LEAK: executeRunnable
        pool.submit(STUCK); // LEAK: submitRunnable
        pool.submit(STUCK_CALL); // LEAK: submitCallable
        pool.submit(STUCK, "result"); // LEAK: submitResult
        pool.execute(new StuckTask()); // LEAK: executeTask
        pool.submit(new StuckTask()); // LEAK: submitTask
        pool.submit(new StuckAction()); // LEAK: submitAction
        pool.submit(ForkJoinTask.adapt(STUCK)); // LEAK: adapted
        new Thread(() -> invoke(pool), "invokes").start(); // LEAK: invokeCaller

        ForkJoinPool.commonPool().execute(STUCK); // LEAK: common
        new StuckTask().fork(); // LEAK: forkedOutside

        ForkJoinPool single = new ForkJoinPool(1);
        single.submit(STUCK); // LEAK: single
        single.submit(STUCK_CALL); // LEAK: queued
        Program.run();
    }

    private static void invoke(ForkJoinPool pool) {
        pool.invoke(new StuckTask()); // LEAK: invoke
    }

    private static final class StuckTask extends RecursiveTask<String> {
        @Override
        protected String compute() {
            return Program.stuckCall();
        }
    }

    private static final class StuckAction extends RecursiveAction {
        @Override
        protected void compute() {
            Program.stuck();
        }
    }

    private ForkJoinLeaks() {}
}
