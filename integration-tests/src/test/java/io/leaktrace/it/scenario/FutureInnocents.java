/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The same as {@link FutureLeaks}, but stages end or make progress, and nobody waits for the futures left incomplete. */
public final class FutureInnocents {
    private static final List<CompletableFuture<?>> KEPT = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        Executor own = Executors.newCachedThreadPool();
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        CompletableFuture.runAsync(() -> {}).join();
        CompletableFuture.supplyAsync(() -> "", own).join();
        CompletableFuture.runAsync(Program::busy, own);
        done.thenApplyAsync(s -> s).join();
        done.thenRunAsync(Program::busy, own);
        done.handleAsync((s, t) -> s, own).join();
        done.whenCompleteAsync((s, t) -> {}).join();
        done.thenCombineAsync(done, (s, t) -> s).join();
        done.thenComposeAsync(s -> CompletableFuture.supplyAsync(() -> s, own)).join();

        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<String> after = later.thenApplyAsync(s -> s).thenApplyAsync(s -> s, own);
        later.complete("now");
        after.join();

        CompletableFuture<String> closing = new Service().closed;
        KEPT.add(closing);
        KEPT.add(closing.thenApplyAsync(s -> s));
        KEPT.add(closing.thenApply(s -> s));
        KEPT.add(new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS));
        CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(() -> {});

        CompletableFuture<String> failed = new CompletableFuture<>();
        KEPT.add(failed.thenRunAsync(() -> {}));
        failed.completeExceptionally(new IllegalStateException("on purpose"));
        CompletableFuture<String> cancelled = CompletableFuture.supplyAsync(() -> "", own);
        cancelled.cancel(true);
        Program.rest();
        System.out.println(KEPT);
    }

    /** Tells of its end by a future, which stays incomplete as long as it lives. */
    private static final class Service {
        final CompletableFuture<String> closed = new CompletableFuture<>();
    }

    private FutureInnocents() {}
}
