/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** A future that nobody completes, a thread that waits for it, and a stage that would follow it. */
public final class PendingFuture {
    private static CompletableFuture<String> future;
    private static CompletableFuture<String> stage;

    public static void main(String[] arguments) throws Exception {
        Executor own = Executors.newCachedThreadPool();
        future = new CompletableFuture<>(); // LEAK: future
        stage = future.thenApplyAsync(s -> s, own); // LEAK: stage
        new Thread(() -> future.join(), "joins").start(); // LEAK: joiner
        Program.run();
        System.out.println(stage);
    }

    private PendingFuture() {}
}
