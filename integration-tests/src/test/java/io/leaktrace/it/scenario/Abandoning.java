/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Promises that become garbage before they are kept and tasks that are dropped unrun, and what only looks like it. */
public final class Abandoning {
    private static final int TIMES = 20;
    private static volatile boolean released;
    private static final List<ExecutorService> POOLS = new ArrayList<>();
    private static final AtomicReference<CompletableFuture<String>> HELD = new AtomicReference<>();

    public static void main(String[] arguments) throws Exception {
        collectGarbageAgainAndAgain();
        switch (arguments[0]) {
            case "leaks" -> leaks();
            case "innocents" -> innocents();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void collectGarbageAgainAndAgain() {
        Thread collector = new Thread(() -> {
            while (true) {
                System.gc();
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        collector.setDaemon(true);
        collector.start();
    }

    // --- leaks

    private static void leaks() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            forget(i);
        }
        ThreadPoolExecutor cleared = busyPool(new LinkedBlockingQueue<>(), new ThreadPoolExecutor.AbortPolicy());
        for (int i = 0; i < TIMES; i++) {
            submit(cleared, i);
        }
        cleared.getQueue().clear();
        ThreadPoolExecutor swallowing = busyPool(new ArrayBlockingQueue<>(1), (task, pool) -> {});
        swallowing.submit(() -> {});
        for (int i = 0; i < TIMES; i++) {
            swallow(swallowing, i);
        }
        CompletableFuture<String> passedOn = new CompletableFuture<>(); // LEAK: passed
        HELD.set(passedOn);
        Thread other = new Thread(() -> HELD.get().thenApply(String::trim).thenAccept(System.out::println));
        other.start();
        other.join();
        passedOn = null;
        System.out.println("ready");
        Program.nextLine();
        HELD.set(null);
        Program.run();
        cleared.shutdownNow();
        swallowing.shutdownNow();
    }

    private static void forget(int number) {
        CompletableFuture<String> answer = new CompletableFuture<>(); // LEAK: forgotten
        answer.thenApply(String::trim).thenAccept(text -> System.out.println(number + text));
    }

    private static void submit(ExecutorService pool, int number) {
        pool.submit(() -> System.out.println(number)); // LEAK: cleared
    }

    private static void swallow(ExecutorService pool, int number) {
        pool.submit(() -> System.out.println(number)); // LEAK: swallowed
    }

    /** One thread, which is busy until all are released. */
    private static ThreadPoolExecutor busyPool(BlockingQueue<Runnable> queue, RejectedExecutionHandler handler)
            throws InterruptedException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue, handler);
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            while (!released) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        busy.await();
        return pool;
    }

    // --- innocents

    private static void innocents() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            futures();
            derived();
        }
        tasks();
        Program.rest();
    }

    /** Each is completed, one way or another, or nobody waits for it any more. */
    private static void futures() throws Exception {
        promise().complete("done");
        promise().completeExceptionally(new IllegalStateException("failed"));
        promise().cancel(true);
        promise().obtrudeValue("forced");
        promise().completeAsync(() -> "later").join();
        promise().completeOnTimeout("late", 1, TimeUnit.MILLISECONDS).join();
        promise()
                .orTimeout(1, TimeUnit.MILLISECONDS)
                .handle((value, failure) -> "late")
                .join();
        new CompletableFuture<String>(); // nobody depends on it
        new Session();
        try {
            new CompletableFuture<String>().get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException expected) {
            // nobody waits any more
        }
        Counted<String> source = new Counted<>();
        CompletableFuture<Integer> length = source.thenApply(String::trim).thenApply(String::length);
        source.complete("counted");
        length.join();
    }

    private static CompletableFuture<String> promise() {
        CompletableFuture<String> promise = new CompletableFuture<>();
        promise.thenApply(String::trim).thenAccept(text -> {});
        return promise;
    }

    /** The promise is not kept, and whoever waited for it was answered by others. */
    private static void derived() throws Exception {
        CompletableFuture<String> one = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        CompletableFuture.allOf(one, other, new CompletableFuture<>(), new CompletableFuture<>())
                .orTimeout(1, TimeUnit.MILLISECONDS)
                .handle((value, failure) -> 0)
                .join();
        new CompletableFuture<String>()
                .thenCombine(new CompletableFuture<String>(), String::concat)
                .cancel(true);
        new CompletableFuture<String>()
                .thenApply(String::trim)
                .completeAsync(() -> "instead")
                .join();
        new CompletableFuture<String>().thenApply(String::trim).orTimeout(1, TimeUnit.HOURS);
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture.supplyAsync(() -> "first")
                .applyToEither(never, String::trim)
                .join();
        CompletableFuture<String> neither = new CompletableFuture<>();
        CompletableFuture.anyOf(neither, CompletableFuture.supplyAsync(() -> "any"))
                .join();
        new CompletableFuture<String>()
                .thenApply(String::trim)
                .thenApply(String::length)
                .cancel(true);
        new CompletableFuture<String>()
                .thenApply(String::trim)
                .completeOnTimeout("late", 1, TimeUnit.MILLISECONDS)
                .thenAccept(text -> {})
                .join();
        CompletableFuture<String> unanswered = new CompletableFuture<>();
        unanswered
                .thenApply(String::trim)
                .thenApply(String::length)
                .orTimeout(1, TimeUnit.MILLISECONDS)
                .handle((value, failure) -> 0)
                .join();
    }

    /** Each ran, or was not wanted any more; the pools live on, so that they explain nothing. */
    private static void tasks() throws Exception {
        ThreadPoolExecutor pool = busyPool(new LinkedBlockingQueue<>(), new ThreadPoolExecutor.AbortPolicy());
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
        clock.setRemoveOnCancelPolicy(true);
        ThreadPoolExecutor full = busyPool(new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardPolicy());
        ThreadPoolExecutor newest = busyPool(new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardOldestPolicy());
        for (int i = 0; i < TIMES; i++) {
            pool.submit(() -> "cancelled").cancel(false);
            pool.purge();
            pool.submit(() -> "run by its owner");
            pool.getQueue().remove().run();
            clock.schedule(() -> "cancelled", 1, TimeUnit.HOURS).cancel(false);
        }
        for (int i = 0; i < TIMES; i++) {
            Future<String> removed = pool.submit(() -> "removed");
            pool.remove((Runnable) removed);
            full.submit(() -> "queued or discarded");
            newest.submit(() -> "the newest or discarded");
            clock.scheduleAtFixedRate(Abandoning::fail, 0, 1, TimeUnit.HOURS);
            ThreadPoolExecutor closed = busyPool(new LinkedBlockingQueue<>(), new ThreadPoolExecutor.AbortPolicy());
            closed.submit(() -> "left at the end");
            closed.shutdownNow();
        }
        POOLS.addAll(List.of(pool, clock, full, newest));
        released = true;
    }

    private static void fail() {
        throw new IllegalStateException("ends");
    }

    /** Tells of its end by a future that others depend on. */
    private static final class Session {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final List<String> log = new ArrayList<>();

        Session() {
            closed.thenRun(() -> log.add("closed"));
        }
    }

    /** Makes its stages of its own class, which the JDK completes. */
    private static final class Counted<T> extends CompletableFuture<T> {
        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Counted<>();
        }
    }

    private Abandoning() {}
}
