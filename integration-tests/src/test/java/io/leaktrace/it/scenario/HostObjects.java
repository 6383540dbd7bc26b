/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What a host submits is what it gets back: its own objects, never wrappers. Says {@code unharmed} if all is well. */
public final class HostObjects {
    private static final Runnable BUSY = Program::busy;

    public static void main(String[] arguments) throws Exception {
        queueHoldsOwnObjects();
        futuresAreQueuedAsTheyAre();
        prioritiesCompare();
        factoryGetsWhatItIsGiven();
        exceptionsComeThrough();
        hostileObjectsAreNotTouched();
        System.out.println("unharmed");
        Program.run();
    }

    private static void queueHoldsOwnObjects() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        Task first = new Task(1);
        Task second = new Task(2);
        pool.execute(BUSY);
        pool.execute(first);
        pool.execute(second);
        check(pool.getQueue().contains(first) && pool.getQueue().peek() == first);
        check(pool.remove(first) && !pool.remove(first));
        List<Runnable> returned = pool.shutdownNow();
        check(returned.size() == 1 && returned.get(0) == second);
    }

    private static void futuresAreQueuedAsTheyAre() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        pool.execute(BUSY);
        Future<?> future = pool.submit(new Task(3));
        check(pool.getQueue().peek() == future);
        check(pool.shutdownNow().get(0) == future);
    }

    private static void prioritiesCompare() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>());
        CountDownLatch gate = new CountDownLatch(1);
        pool.execute(new Task(0) {
            @Override
            public void run() {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        StringBuffer order = new StringBuffer();
        for (int priority : new int[] {5, 3, 9, 1}) {
            pool.execute(new Task(priority) {
                @Override
                public void run() {
                    order.append(this.priority);
                }
            });
        }
        gate.countDown();
        pool.shutdown();
        check(pool.awaitTermination(10, TimeUnit.SECONDS));
        check(order.toString().equals("1359"));
    }

    private static void factoryGetsWhatItIsGiven() throws Exception {
        AtomicReference<Thread> made = new AtomicReference<>();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "of the host");
            made.set(thread);
            return thread;
        };
        ExecutorService pool = Executors.newSingleThreadExecutor(factory);
        check(pool.submit(Thread::currentThread).get() == made.get());
    }

    private static void exceptionsComeThrough() throws Exception {
        IllegalStateException thrown = new IllegalStateException("the host's own");
        AtomicReference<Throwable> caught = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            throw thrown;
        });
        thread.setUncaughtExceptionHandler((t, e) -> caught.set(e));
        thread.start();
        thread.join();
        check(caught.get() == thrown);
        try {
            thread.start();
            throw new AssertionError("started twice");
        } catch (IllegalThreadStateException expected) {
            check(expected.getMessage() == null || !expected.getMessage().contains("task"));
        }
        try {
            Executors.newCachedThreadPool().execute(null);
            throw new AssertionError("null was taken");
        } catch (NullPointerException expected) {
            Thread.yield();
        }
    }

    /** Tasks that cannot be asked anything. */
    private static void hostileObjectsAreNotTouched() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        pool.execute(new Hostile());
        pool.submit((Runnable) new Hostile()).get();
        new Thread(new Hostile()).start();
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the host was harmed");
        }
    }

    private static class Task implements Runnable, Comparable<Task> {
        protected final int priority;

        Task(int priority) {
            this.priority = priority;
        }

        @Override
        public int compareTo(Task other) {
            return Integer.compare(priority, other.priority);
        }

        @Override
        public void run() {
            Thread.yield();
        }
    }

    private static final class Hostile implements Runnable {
        @Override
        public void run() {
            Thread.yield();
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equals was called");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashCode was called");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString was called");
        }
    }

    private HostObjects() {}
}
