/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.leaktrace.it.scenario.Program;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What the executors of libraries are given to do. */
final class Work {
    private final CountDownLatch started = new CountDownLatch(1);

    /** One of the things that such a program may do. */
    interface Part {
        void play() throws Exception;
    }

    /** Does what the first argument says: gets stuck, starves, or works and then rests. */
    static void main(String[] arguments, Part stuck, Part starved, Part innocent) throws Exception {
        Setup.logging();
        switch (arguments[0]) {
            case "stuck" -> stuck.play();
            case "starved" -> starved.play();
            case "innocent" -> {
                innocent.play();
                Program.rest();
                return;
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        Program.run();
    }

    /** A task that never ends. */
    Runnable stuck() {
        return this::getStuck;
    }

    /** Never returns. */
    void getStuck() {
        started.countDown();
        Program.stuck();
    }

    /** Returns when the task has begun. */
    void awaitStart() throws InterruptedException {
        started.await();
    }

    /** Returns when all threads whose names begin like this wait. */
    static void awaitRest(String threads) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(threads))
                .map(Thread::getState)
                .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(threads + " do not come to rest");
            }
            Thread.sleep(1);
        }
    }

    /** What an executor will have done as soon as one of its workers is free. */
    static FutureTask<String> later(Executor executor) {
        FutureTask<String> later = new FutureTask<>(() -> "fine");
        executor.execute(later); // LEAK: later
        return later;
    }

    /** Waits for it. */
    static String await(FutureTask<String> later) {
        try {
            return Setup.fine(later.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
