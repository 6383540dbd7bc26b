/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;

/** Event loops and workers of Vert.x. */
public final class VertxExecutors {
    public static void main(String[] arguments) throws Exception {
        Work.main(arguments, VertxExecutors::stuck, VertxExecutors::starved, VertxExecutors::innocent);
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    }

    private static void stuck() throws Exception {
        Vertx vertx = vertx();
        Work blocking = new Work();
        vertx.executeBlocking(() -> stick(blocking), false); // LEAK: blocking
        blocking.awaitStart();
        vertx.executeBlocking(() -> "never", false); // LEAK: queued

        WorkerExecutor worker = vertx.createSharedWorkerExecutor("shared", 1);
        Work shared = new Work();
        worker.executeBlocking(() -> stick(shared), false); // LEAK: worker
        shared.awaitStart();
        worker.executeBlocking(() -> "never", false); // LEAK: queued-worker

        Context context = vertx().getOrCreateContext();
        Work onContext = new Work();
        context.runOnContext(ignored -> onContext.getStuck()); // LEAK: context
        onContext.awaitStart();
        context.runOnContext(ignored -> {}); // LEAK: queued-context

        Vertx ordering = vertx();
        Context ordered = ordering.getOrCreateContext();
        Work first = new Work();
        ordered.executeBlocking(() -> stick(first)); // LEAK: ordered
        first.awaitStart();
        ordered.executeBlocking(() -> "never"); // LEAK: queued-ordered
    }

    private static String stick(Work work) {
        work.getStuck();
        return "never";
    }

    private static void starved() {
        Vertx vertx = vertx();
        vertx.executeBlocking( // LEAK: starved
                () -> vertx.executeBlocking(() -> "never", false)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(),
                false);
    }

    private static void innocent() throws Exception {
        Vertx vertx = vertx();
        Setup.repeat(() -> Setup.fine(vertx.executeBlocking(() -> "fine", false)
                .toCompletionStage()
                .toCompletableFuture()
                .get()));
        Context context = vertx.getOrCreateContext();
        Setup.repeat(() -> Work.await(Work.later(task -> context.runOnContext(ignored -> task.run()))));
        Setup.repeat(() -> Setup.fine(context.executeBlocking(() -> "fine")
                .toCompletionStage()
                .toCompletableFuture()
                .get()));
        vertx.setPeriodic(50, id -> {});
        vertx.setTimer(3_600_000, id -> {});
    }

    private VertxExecutors() {}
}
