/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** A task that forks two inside its pool and joins the one that never ends; the forks are recorded only on request. */
public final class Forks {
    public static void main(String[] arguments) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(4);
        pool.execute(new Parent()); // LEAK: parent
        Program.run();
    }

    private static final class Parent extends RecursiveTask<String> {
        @Override
        protected String compute() {
            Child child = new Child();
            child.fork(); // LEAK: forked
            while (!child.started) {
                Thread.onSpinWait(); // so that another worker takes it: a join would run it here
            }
            return child.join();
        }
    }

    private static final class Child extends RecursiveTask<String> {
        private volatile boolean started;

        @Override
        protected String compute() {
            started = true;
            return Program.stuckCall();
        }
    }

    private Forks() {}
}
