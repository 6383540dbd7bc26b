/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tasks of thread pools that never end, or never begin, submitted in every way. */
public final class ExecutorLeaks {
    private static final Runnable STUCK = Program::stuck;
    private static final Callable<String> STUCK_CALL = Program::stuckCall;

    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        pool.execute(STUCK); // LEAK: execute
        pool.submit(STUCK); // LEAK: submitRunnable
        pool.submit(STUCK_CALL); // LEAK: submitCallable
        pool.submit(STUCK, "result"); // LEAK: submitResult
        new Thread(() -> invokeAll(pool), "invokes all").start(); // LEAK: invokeAllCaller
        new Thread(() -> invokeAny(pool), "invokes any").start(); // LEAK: invokeAnyCaller

        new Careless().execute(STUCK); // LEAK: subclass
        new Careless().submit(STUCK); // LEAK: subclassSubmit

        ExecutorService unconfigurable = Executors.unconfigurableExecutorService(new Careless());
        unconfigurable.submit(STUCK); // LEAK: unconfigurable
        ExecutorService single = Executors.newSingleThreadExecutor();
        single.submit(STUCK); // LEAK: single
        single.submit(STUCK); // LEAK: queuedInSingle
        ExecutorService scheduled = Executors.newSingleThreadScheduledExecutor();
        scheduled.submit(STUCK); // LEAK: throughScheduled
        ExecutorService stealing = Executors.newWorkStealingPool(4);
        stealing.submit(STUCK); // LEAK: stealing

        ExecutorService fixed = Executors.newFixedThreadPool(1);
        fixed.execute(STUCK); // LEAK: fixed
        fixed.execute(() -> {}); // LEAK: queued
        fixed.submit(STUCK_CALL); // LEAK: queuedCall

        ThreadPoolExecutor callerRuns = pool(1, new SynchronousQueue<>());
        callerRuns.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        callerRuns.execute(STUCK); // LEAK: filling
        new Thread(() -> callerRuns(callerRuns), "caller runs").start();

        ThreadPoolExecutor discarding = pool(1, new ArrayBlockingQueue<>(1));
        discarding.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
        discarding.execute(STUCK); // LEAK: fillingDiscarding
        discarding.execute(() -> {});
        discarding.execute(() -> {}); // LEAK: newest

        ThreadPoolExecutor prestarted = pool(1, new LinkedBlockingQueue<>());
        prestarted.prestartAllCoreThreads();
        prestarted.execute(STUCK); // LEAK: prestarted
        Program.run();
    }

    private static void invokeAll(ExecutorService pool) {
        try {
            pool.invokeAll(List.of(STUCK_CALL)); // LEAK: invokeAll
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void invokeAny(ExecutorService pool) {
        try {
            pool.invokeAny(List.of(STUCK_CALL)); // LEAK: invokeAny
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void callerRuns(ExecutorService pool) {
        pool.execute(STUCK); // LEAK: callerRuns
    }

    private static ThreadPoolExecutor pool(int size, java.util.concurrent.BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(size, size, 1, TimeUnit.MINUTES, queue);
    }

    /** Forgets to call its superclass, as many do. */
    private static final class Careless extends ThreadPoolExecutor {
        Careless() {
            super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            Thread.yield();
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            Thread.yield();
        }
    }

    private ExecutorLeaks() {}
}
