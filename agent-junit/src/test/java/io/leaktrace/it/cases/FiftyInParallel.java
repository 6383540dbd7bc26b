/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.LeakCheck;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Rounds of fifty tests that run in parallel and share pools; the last five of each round leak, each in another way. */
@LeakCheck
class FiftyInParallel {
    static final int ROUND = 50;
    static final int ROUNDS = 200;

    private static final ExecutorService SHARED = Executors.newCachedThreadPool(FiftyInParallel::daemon);
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final List<Object> HELD = new CopyOnWriteArrayList<>();

    @RepeatedTest(value = ROUND * ROUNDS, name = "{currentRepetition}")
    void test(RepetitionInfo info) throws Exception {
        int number = (info.getCurrentRepetition() - 1) % ROUND;
        if (number < ROUND - 5) {
            behave(number % 9);
        } else {
            leak(number - (ROUND - 5));
        }
    }

    private static void behave(int how) throws Exception {
        switch (how) {
            case 0 -> {
                Thread thread = daemon(() -> {});
                thread.start();
                thread.join();
            }
            case 1 -> {
                ExecutorService own = Executors.newFixedThreadPool(2, FiftyInParallel::daemon);
                own.submit(() -> {}).get();
                own.shutdown();
            }
            case 2 -> SHARED.submit(() -> {}).get();
            case 3 -> ForkJoinPool.commonPool().submit(() -> {}).get();
            case 4 -> IntStream.range(0, 1000).parallel().sum();
            case 5 ->
                CompletableFuture.supplyAsync(() -> 1)
                        .thenApplyAsync(x -> x + 1, SHARED)
                        .join();
            case 6 -> SHARED.submit(() -> SHARED.submit(() -> {}).get()).get();
            case 7 -> HELD.add(new CompletableFuture<String>()); // nobody waits for it
            default -> {}
        }
    }

    private static void leak(int how) {
        switch (how) {
            case 0 -> daemon(FiftyInParallel::waitForEver).start();
            case 1 -> SHARED.submit(FiftyInParallel::waitForEver);
            case 2 ->
                SHARED.submit(() ->
                        SHARED.submit(() -> daemon(FiftyInParallel::waitForEver).start()));
            case 3 -> {
                ExecutorService forgotten = Executors.newSingleThreadExecutor(FiftyInParallel::daemon);
                HELD.add(forgotten); // else it ends when it is collected
                forgotten.execute(() -> {});
            }
            default -> {
                CompletableFuture<String> promise = new CompletableFuture<>();
                HELD.add(promise);
                CompletableFuture.runAsync(promise::join, SHARED);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private static void waitForEver() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
