/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Tasks that wait for each other in circles of every sort; one sort per run, because the first argument names it, and on
 * virtual threads if there is a second.
 */
public final class Circles {
    private interface Step {
        void run() throws Exception;
    }

    private static boolean virtual;

    public static void main(String[] arguments) throws Throwable {
        virtual = arguments.length > 1;
        switch (arguments[0]) {
            case "monitors" -> monitors();
            case "locks" -> locks();
            case "mixed" -> mixed();
            case "three" -> three();
            case "join" -> join();
            case "future" -> future();
            case "stage" -> stage();
            case "queue" -> queue();
            case "classes" -> classes();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        Program.run();
    }

    private static void monitors() throws Throwable {
        Object one = new Object();
        Object other = new Object();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread first = thread(() -> inMonitor(one, () -> meet(both, () -> inMonitor(other, Circles::nothing))));
        Thread second = thread(() -> inMonitor(other, () -> meet(both, () -> inMonitor(one, Circles::nothing))));
        first.start(); // LEAK: monitors1
        second.start(); // LEAK: monitors2
    }

    private static void locks() throws Throwable {
        Lock one = new ReentrantLock();
        Lock other = new ReentrantReadWriteLock().writeLock();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread first = thread(() -> locked(one, () -> meet(both, () -> locked(other, Circles::nothing))));
        Thread second = thread(() -> locked(other, () -> meet(both, () -> locked(one, Circles::nothing))));
        first.start(); // LEAK: locks1
        second.start(); // LEAK: locks2
    }

    /** A monitor one way, a lock the other. */
    private static void mixed() throws Throwable {
        Lock one = new ReentrantLock();
        Object other = new Object();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread first = thread(() -> locked(one, () -> meet(both, () -> inMonitor(other, Circles::nothing))));
        Thread second = thread(() -> inMonitor(other, () -> meet(both, () -> locked(one, Circles::nothing))));
        first.start(); // LEAK: mixed1
        second.start(); // LEAK: mixed2
    }

    private static void three() throws Throwable {
        Lock[] forks = {new ReentrantLock(), new ReentrantLock(), new ReentrantLock()};
        CyclicBarrier all = new CyclicBarrier(3);
        for (int i = 0; i < 3; i++) {
            Lock left = forks[i];
            Lock right = forks[(i + 1) % 3];
            thread(() -> locked(left, () -> meet(all, () -> locked(right, Circles::nothing))))
                    .start(); // LEAK: three
        }
    }

    /** One joins the other, which waits for a lock of the first. */
    private static void join() throws Throwable {
        Lock lock = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread second = thread(() -> meet(both, () -> locked(lock, Circles::nothing)));
        Thread first = thread(() -> locked(lock, () -> meet(both, second::join)));
        second.start(); // LEAK: join2
        first.start(); // LEAK: join1
    }

    /** One holds a lock and waits for a future, whose task waits for the lock. */
    private static void future() throws Throwable {
        Lock lock = new ReentrantLock();
        ExecutorService pool = Executors.newFixedThreadPool(2, factory());
        CyclicBarrier both = new CyclicBarrier(2);
        Runnable body = () -> run(() -> meet(both, () -> locked(lock, Circles::nothing)));
        Future<?> task = pool.submit(body); // LEAK: future2
        thread(() -> locked(lock, () -> meet(both, task::get))).start(); // LEAK: future1
    }

    /** The same with an async stage. */
    private static void stage() throws Throwable {
        Lock lock = new ReentrantLock();
        ExecutorService pool = Executors.newFixedThreadPool(2, factory());
        CyclicBarrier both = new CyclicBarrier(2);
        Runnable body = () -> run(() -> meet(both, () -> locked(lock, Circles::nothing)));
        CompletableFuture<Void> task = CompletableFuture.runAsync(body, pool); // LEAK: stage2
        thread(() -> locked(lock, () -> meet(both, task::join))).start(); // LEAK: stage1
    }

    /** One holds a lock and waits for a queued task; the only worker of its pool waits for the lock. */
    private static void queue() throws Throwable {
        Lock lock = new ReentrantLock();
        ExecutorService pool = Executors.newFixedThreadPool(1, factory());
        CyclicBarrier both = new CyclicBarrier(2);
        pool.execute(() -> run(() -> meet(both, () -> locked(lock, Circles::nothing)))); // LEAK: queue2
        thread(() -> locked(
                        lock,
                        () -> meet(both, () -> pool.submit(Circles::nothing).get())))
                .start(); // LEAK: queue1
    }

    /** Two classes whose initialisers need each other. */
    private static void classes() throws Throwable {
        thread(() -> First.touch()).start(); // LEAK: classes1
        thread(() -> Second.touch()).start(); // LEAK: classes2
    }

    private static final CyclicBarrier BOTH_INITIALIZING = new CyclicBarrier(2);

    private static final class First {
        static {
            run(() -> meet(BOTH_INITIALIZING, Circles::nothing));
            Second.touch();
        }

        static void touch() {}

        private First() {}
    }

    private static final class Second {
        static {
            run(() -> meet(BOTH_INITIALIZING, Circles::nothing));
            First.touch();
        }

        static void touch() {}

        private Second() {}
    }

    private static void nothing() {}

    private static void inMonitor(Object monitor, Step step) throws Exception {
        synchronized (monitor) {
            step.run();
        }
    }

    private static void locked(Lock lock, Step step) throws Exception {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private static void meet(CyclicBarrier barrier, Step step) throws Exception {
        try {
            barrier.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        step.run();
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread thread(Step step) throws Throwable {
        return factory().newThread(() -> run(step));
    }

    private static ThreadFactory factory() throws Throwable {
        if (virtual) {
            return Virtual.factory(Virtual.ofVirtual("virtual"));
        }
        return body -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            return thread;
        };
    }

    private Circles() {}
}
