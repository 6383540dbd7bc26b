/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Pools whose workers wait for what is queued behind them, and locks that nobody will give back; one sort per run. */
public final class Starving {
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "itself" -> itself();
            case "crew" -> crew();
            case "two" -> two();
            case "forkJoin" -> forkJoin();
            case "stages" -> stages();
            case "outsider" -> outsider();
            case "deadOwner" -> deadOwner();
            case "slow" -> slow();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        if (arguments.length > 1) {
            Program.rest();
        } else {
            Program.run();
        }
    }

    /** A pool of one worker that waits for its own next task. */
    private static void itself() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        pool.submit(() -> pool.submit(() -> "never").get()); // LEAK: itself
    }

    /** All workers of a pool wait for what they gave it. */
    private static void crew() {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        CyclicBarrier all = new CyclicBarrier(3);
        Callable<String> parent = () -> {
            all.await();
            return pool.submit(() -> "never").get();
        };
        for (int i = 0; i < 3; i++) {
            pool.submit(parent); // LEAK: crew
        }
    }

    /** Each of two pools waits for the other's queue. */
    private static void two() {
        ExecutorService one = Executors.newFixedThreadPool(1);
        ExecutorService other = Executors.newFixedThreadPool(1);
        CyclicBarrier both = new CyclicBarrier(2);
        one.submit(waitingFor(other, both)); // LEAK: two1
        other.submit(waitingFor(one, both)); // LEAK: two2
    }

    private static Callable<String> waitingFor(ExecutorService pool, CyclicBarrier barrier) {
        return () -> {
            barrier.await();
            return pool.submit(() -> "never").get();
        };
    }

    /** Blocking work holds every worker of a fork-join pool, and somebody waits for what is queued behind it. */
    private static void forkJoin() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        CountDownLatch busy = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                busy.countDown();
                Program.stuck();
            });
        }
        busy.await();
        daemon(() -> pool.submit(() -> "never").get()).start(); // LEAK: forkJoin
    }

    /** The same with a stage and a pool of its own. */
    private static void stages() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            Program.stuck();
        });
        busy.await();
        daemon(() -> CompletableFuture.supplyAsync(() -> "never", pool).join()).start(); // LEAK: stages
    }

    /** One that is no worker waits for a pool that waits for itself. */
    private static void outsider() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        CyclicBarrier busy = new CyclicBarrier(2);
        pool.submit(waitingFor(pool, busy)); // LEAK: worker
        busy.await();
        daemon(() -> pool.submit(() -> "never").get()).start(); // LEAK: outsider
    }

    private static void deadOwner() throws Exception {
        Lock lock = new ReentrantLock();
        Thread owner = new Thread(lock::lock, "forgetful");
        owner.start();
        owner.join();
        daemon(() -> {
                    lock.lock();
                    return "never";
                })
                .start(); // LEAK: deadOwner
    }

    /** Nothing of the sort: workers wait for each other's results, and get them; a lock is held for long, by a thread at work. */
    private static void slow() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Lock lock = new ReentrantLock();
        daemon(() -> {
                    while (true) {
                        for (var result : pool.invokeAll(
                                List.of(() -> pool.submit(() -> "soon").get()))) {
                            result.get();
                        }
                        Thread.sleep(10);
                    }
                })
                .start();
        for (int i = 0; i < 2; i++) {
            daemon(() -> {
                        while (true) {
                            lock.lock();
                            try {
                                Thread.sleep(300);
                            } finally {
                                lock.unlock();
                            }
                        }
                    })
                    .start();
        }
    }

    private static Thread daemon(Callable<?> body) {
        Thread thread = new Thread(() -> {
            try {
                body.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    private Starving() {}
}
