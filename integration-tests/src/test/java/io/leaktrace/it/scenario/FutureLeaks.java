/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asynchronous stages that never end; threads that wait for futures which nobody completes. */
public final class FutureLeaks {
    private static final Runnable STUCK = Program::stuck;
    private static final Supplier<String> SUPPLIER = Program::stuckCall;

    public static void main(String[] arguments) throws Exception {
        Executor own = Executors.newCachedThreadPool();
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        CompletableFuture<String> later = new CompletableFuture<>();

        CompletableFuture.runAsync(STUCK); // LEAK: runAsync
        CompletableFuture.runAsync(STUCK, own); // LEAK: runAsyncOwn
        CompletableFuture.supplyAsync(SUPPLIER); // LEAK: supplyAsync
        CompletableFuture.supplyAsync(SUPPLIER, own); // LEAK: supplyAsyncOwn
        done.thenRunAsync(STUCK); // LEAK: thenRunAsync
        done.thenApplyAsync(s -> Program.stuckCall()); // LEAK: thenApplyAsync
        done.thenApplyAsync(s -> Program.stuckCall(), own); // LEAK: thenApplyAsyncOwn
        done.thenAcceptAsync(s -> Program.stuck()); // LEAK: thenAcceptAsync
        done.handleAsync((s, t) -> Program.stuckCall()); // LEAK: handleAsync
        done.whenCompleteAsync((s, t) -> Program.stuck()); // LEAK: whenCompleteAsync
        done.thenCombineAsync(done, (s, t) -> Program.stuckCall()); // LEAK: thenCombineAsync
        done.thenComposeAsync(s -> stuckFuture(), own); // LEAK: thenComposeAsync
        done.applyToEitherAsync(done, s -> Program.stuckCall()); // LEAK: applyToEitherAsync
        done.runAfterBothAsync(done, STUCK, own); // LEAK: runAfterBothAsync

        later.thenRunAsync(STUCK); // LEAK: laterThenRun
        later.thenApplyAsync(s -> Program.stuckCall(), own); // LEAK: laterThenApply
        later.thenCombineAsync(done, (s, t) -> Program.stuckCall(), own); // LEAK: laterThenCombine
        later.whenCompleteAsync((s, t) -> Program.stuck()); // LEAK: laterWhenComplete
        later.complete("now");

        CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, own).execute(STUCK); // LEAK: delayed

        new Thread(() -> new CompletableFuture<String>().join(), "joins").start(); // LEAK: joiner
        new Thread(FutureLeaks::get, "gets").start(); // LEAK: getter
        Program.run();
    }

    private static CompletableFuture<String> stuckFuture() {
        return CompletableFuture.completedFuture(Program.stuckCall());
    }

    private static void get() {
        try {
            new CompletableFuture<String>().get(); // LEAK: got
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private FutureLeaks() {}
}
