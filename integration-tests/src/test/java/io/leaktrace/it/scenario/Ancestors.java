/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread gives a task to a pool, which makes a future's stage, which starts a (virtual) thread, which gets stuck. */
public final class Ancestors {
    private static final ExecutorService POOL = Executors.newCachedThreadPool();
    private static final ExecutorService STAGES = Executors.newCachedThreadPool();

    public static void main(String[] arguments) throws Exception {
        Thread outermost = new Thread(Ancestors::submit, "outermost");
        outermost.start(); // LEAK: thread
        Program.run();
    }

    private static void submit() {
        POOL.submit(Ancestors::addStage); // LEAK: task
    }

    private static void addStage() {
        CompletableFuture.supplyAsync(() -> "", STAGES).thenRunAsync(Ancestors::startInnermost, STAGES); // LEAK: stage
    }

    private static void startInnermost() {
        Runnable stuck = Program::stuck;
        if (Runtime.version().feature() < 21) {
            new Thread(stuck, "innermost").start(); // LEAK: platform
        } else {
            startVirtual(stuck);
        }
    }

    private static void startVirtual(Runnable stuck) {
        try {
            Object builder = Virtual.ofVirtual("innermost");
            Thread innermost = (Thread) Virtual.START.invoke(builder, stuck); // LEAK: virtual
            innermost.setName("innermost");
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Ancestors() {}
}
