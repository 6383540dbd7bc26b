/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One and the same Runnable object, submitted from several lines: which of them is stuck? */
public final class SameRunnable {
    private static final AtomicInteger FIRST_STUCK = new AtomicInteger();
    private static final AtomicInteger SECOND_STUCK = new AtomicInteger();
    private static final AtomicInteger OVERTAKING = new AtomicInteger();
    private static final AtomicInteger TWO_POOLS = new AtomicInteger();
    private static final AtomicInteger TWO_THREADS = new AtomicInteger();
    private static final AtomicInteger WRAPPED = new AtomicInteger();
    private static final AtomicInteger ADAPTED = new AtomicInteger();
    private static final CountDownLatch GATE = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        new CustomExecutors.Passing().execute(() -> {}); // an application with executors of its own
        firstOfTwo();
        secondOfTwo();
        secondOvertakesFirst();
        onePoolEach();
        oneThreadEach();
        queuedInOnePoolRunInAnother();
        queuedInOnePoolRunByForkJoin();
        GATE.countDown();
        Program.run();
    }

    private static void firstOfTwo() {
        Runnable same = () -> stuckAt(1, FIRST_STUCK);
        ExecutorService pool = gated();
        pool.execute(same); // LEAK: first
        pool.execute(same); // LEAK: behindFirst
    }

    private static void secondOfTwo() {
        Runnable same = () -> stuckAt(2, SECOND_STUCK);
        ExecutorService pool = gated();
        pool.execute(same);
        pool.execute(same); // LEAK: second
        pool.execute(same); // LEAK: behindSecond
    }

    /** The only worker is busy and the first submission fills the queue, so the second starts on a new thread at once. */
    private static void secondOvertakesFirst() {
        Runnable same = () -> stuckAt(1, OVERTAKING);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1));
        pool.execute(Program::busy);
        pool.execute(same); // LEAK: overtaken
        pool.execute(same); // LEAK: overtaking
    }

    private static void onePoolEach() throws Exception {
        Runnable same = () -> stuckAt(2, TWO_POOLS);
        Executors.newFixedThreadPool(1).execute(same);
        await(TWO_POOLS, 1);
        Executors.newFixedThreadPool(1).execute(same); // LEAK: secondPool
    }

    private static void oneThreadEach() throws Exception {
        Runnable same = () -> stuckAt(1, TWO_THREADS);
        new Thread(same, "first of two").start(); // LEAK: firstThread
        await(TWO_THREADS, 1);
        new Thread(same, "second of two").start();
    }

    /** The submission that waits is not the one that runs inside a FutureTask. */
    private static void queuedInOnePoolRunInAnother() {
        Runnable same = () -> stuckAt(1, WRAPPED);
        behindBusy().execute(same); // LEAK: waitsElsewhere
        Executors.newFixedThreadPool(1).submit(same); // LEAK: runsWrapped
    }

    /** The submission that waits is not the one that runs inside a task of a ForkJoinPool. */
    private static void queuedInOnePoolRunByForkJoin() {
        Runnable same = () -> stuckAt(1, ADAPTED);
        behindBusy().execute(same); // LEAK: waitsToo
        new ForkJoinPool(1).submit(same); // LEAK: runsAdapted
    }

    private static ExecutorService behindBusy() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.execute(Program::busy);
        return pool;
    }

    /** A single worker that begins with its queue only when the gate opens. */
    private static ExecutorService gated() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.execute(() -> {
            try {
                GATE.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return pool;
    }

    private static void stuckAt(int run, AtomicInteger runs) {
        if (runs.incrementAndGet() == run) {
            Program.stuck();
        }
    }

    private static void await(AtomicInteger runs, int wanted) throws InterruptedException {
        while (runs.get() < wanted) {
            Thread.sleep(1);
        }
    }

    private SameRunnable() {}
}
