/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.lang.reflect.Method;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;

/** An executor that runs its tasks by reflection, where nobody sees them start: one task, again and again. */
public final class OutOfSight {
    private static final int TASKS = 300_000;
    private static final Runnable COUNT = OutOfSight::count;
    private static int counted;

    public static void main(String[] arguments) throws Exception {
        Executor executor = new Reflecting();
        for (int i = 0; i < TASKS; i++) {
            executor.execute(COUNT);
        }
        while (counted() < TASKS) {
            Thread.yield();
        }
        Program.rest();
    }

    private static synchronized void count() {
        counted++;
    }

    private static synchronized int counted() {
        return counted;
    }

    private static final class Reflecting implements Executor {
        private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(100);

        Reflecting() {
            Thread worker = new Thread(this::work, "reflecting worker");
            worker.setDaemon(true);
            worker.start();
        }

        @Override
        public void execute(Runnable task) {
            try {
                queue.put(task);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void work() {
            try {
                Method run = Runnable.class.getMethod("run");
                for (; ; ) {
                    run.invoke(queue.take());
                }
            } catch (ReflectiveOperationException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private OutOfSight() {}
}
