/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Executors that applications write themselves. */
final class CustomExecutors {
    /** A queue and a thread of its own. */
    static final class OwnQueue implements Executor {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

        OwnQueue() {
            Thread worker = new Thread(this::work, "own worker");
            worker.setDaemon(true);
            worker.start();
        }

        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        private void work() {
            try {
                for (; ; ) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A queue and a thread of its own, which runs what it takes through a reference to a method. */
    static final class Referring implements Executor {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

        Referring() {
            Thread worker = new Thread(this::work, "referring worker");
            worker.setDaemon(true);
            worker.start();
        }

        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        private void work() {
            try {
                for (; ; ) {
                    Optional.of(queue.take()).ifPresent(Runnable::run);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A thread for each task. */
    static final class PerTask implements Executor {
        @Override
        public void execute(Runnable task) {
            new Thread(task, "per task").start();
        }
    }

    /** On the caller's thread. */
    static final class Direct implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /** Hands the task itself on. */
    static final class Passing implements Executor {
        private final Executor next = Executors.newCachedThreadPool();

        @Override
        public void execute(Runnable task) {
            next.execute(task);
        }
    }

    /** Hands on a wrapper of the task. */
    static final class Wrapping implements Executor {
        private final Executor next = Executors.newCachedThreadPool();

        @Override
        public void execute(Runnable task) {
            next.execute(() -> {
                Thread.yield();
                task.run();
            });
        }
    }

    /** Has the JDK's submit and invokeAll, and its own execute. */
    static final class Extending extends AbstractExecutorService {
        private final ExecutorService next = Executors.newCachedThreadPool();

        @Override
        public void execute(Runnable task) {
            next.execute(task);
        }

        @Override
        public void shutdown() {
            next.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return next.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return next.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return next.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return next.awaitTermination(timeout, unit);
        }
    }

    private CustomExecutors() {}
}
