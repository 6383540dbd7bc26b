/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The same as {@link ExecutorLeaks}, but the tasks make progress, end, fail, or were dropped: after that no worker is stuck
 * and no task is queued.
 */
public final class ExecutorInnocents {
    private static final Runnable QUICK = () -> {};
    private static final Callable<String> QUICK_CALL = () -> "";

    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        pool.execute(Program::busy);
        pool.submit(QUICK).get();
        pool.submit(QUICK_CALL).get();
        pool.submit(QUICK, "result").get();
        pool.invokeAll(List.of(QUICK_CALL, QUICK_CALL));
        pool.invokeAny(List.of(QUICK_CALL, QUICK_CALL));
        failing(pool);
        ThreadPoolExecutor careless = new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected void beforeExecute(Thread thread, Runnable task) {
                Thread.yield();
            }
        };
        careless.execute(Program::busy);
        careless.submit(QUICK).get();
        Executors.unconfigurableExecutorService(pool).submit(QUICK).get();
        Executors.newSingleThreadExecutor().submit(QUICK).get();
        Executors.newWorkStealingPool(2).submit(QUICK).get();
        Executors.newFixedThreadPool(4).submit(QUICK).get();
        pool(1, new LinkedBlockingQueue<>()).prestartAllCoreThreads();
        policies();
        dropped();
        Program.rest();
    }

    private static void failing(ExecutorService pool) throws Exception {
        Future<?> failed = pool.submit((Callable<String>) () -> {
            throw new IllegalStateException("on purpose");
        });
        while (!failed.isDone()) {
            Thread.sleep(1);
        }
    }

    /** Each pool has one busy worker, and no room for the next task. */
    private static void policies() throws Exception {
        ThreadPoolExecutor callerRuns = full();
        callerRuns.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        callerRuns.execute(QUICK);
        ThreadPoolExecutor discards = full();
        discards.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        discards.execute(QUICK);
        discards.submit(QUICK);
        ThreadPoolExecutor aborts = full();
        try {
            aborts.submit(QUICK);
            throw new IllegalStateException("not rejected");
        } catch (RejectedExecutionException expected) {
            Thread.yield();
        }
        ThreadPoolExecutor oldest = pool(1, new ArrayBlockingQueue<>(1));
        oldest.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
        oldest.execute(Program::busy);
        oldest.execute(QUICK);
        oldest.execute(QUICK);
        oldest.shutdownNow();
    }

    /** Tasks that were queued, and then taken back. */
    private static void dropped() {
        ThreadPoolExecutor removing = pool(1, new LinkedBlockingQueue<>());
        removing.execute(Program::busy);
        removing.execute(QUICK);
        check(removing.remove(QUICK));

        ThreadPoolExecutor purging = pool(1, new LinkedBlockingQueue<>());
        purging.execute(Program::busy);
        Future<?> purged = purging.submit(QUICK);
        check(purged.cancel(false));
        purging.purge();

        ThreadPoolExecutor cancelling = pool(1, new LinkedBlockingQueue<>());
        cancelling.execute(Program::busy);
        check(cancelling.submit(QUICK).cancel(false));

        ThreadPoolExecutor stopping = pool(1, new LinkedBlockingQueue<>());
        stopping.execute(Program::busy);
        stopping.execute(QUICK);
        stopping.submit(QUICK);
        List<Runnable> returned = new ArrayList<>(stopping.shutdownNow());
        check(returned.size() == 2 && returned.get(0) == QUICK);

        ThreadPoolExecutor draining = pool(1, new LinkedBlockingQueue<>());
        draining.execute(Program::busy);
        draining.execute(QUICK);
        List<Runnable> drained = new ArrayList<>();
        draining.getQueue().drainTo(drained);
        check(drained.size() == 1);
    }

    private static ThreadPoolExecutor full() {
        ThreadPoolExecutor pool = pool(1, new SynchronousQueue<>());
        pool.execute(Program::busy);
        return pool;
    }

    private static ThreadPoolExecutor pool(int size, java.util.concurrent.BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(size, size, 1, TimeUnit.MINUTES, queue);
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the scenario does not do what it says");
        }
    }

    private ExecutorInnocents() {}
}
