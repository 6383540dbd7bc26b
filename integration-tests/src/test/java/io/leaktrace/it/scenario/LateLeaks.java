/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** Loops that go well for some rounds, each with a short wait at the same line, and then never come back. */
public final class LateLeaks {
    private static final int GOOD_ROUNDS = 5;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final CountDownLatch HELD = new CountDownLatch(1);

    public static void main(String[] arguments) throws Exception {
        Thread holder = new Thread(LateLeaks::hold, "holder");
        holder.setDaemon(true);
        holder.start(); // LEAK: holder
        HELD.await();
        Thread victim = new Thread(LateLeaks::lockAgainAndAgain, "victim");
        victim.setDaemon(true);
        victim.start(); // LEAK: victim

        Thread caller = new Thread(LateLeaks::callAgainAndAgain, "caller");
        caller.setDaemon(true);
        caller.start(); // LEAK: caller
        Program.run();
    }

    private static void hold() {
        LOCK.lock();
        HELD.countDown();
        for (int round = 0; round < GOOD_ROUNDS; round++) {
            pause();
            LOCK.unlock();
            while (!LOCK.isLocked()) {
                Thread.onSpinWait();
            }
            LOCK.lock();
        }
        Program.stuck();
    }

    private static void lockAgainAndAgain() {
        while (true) {
            LOCK.lock();
            LOCK.unlock();
            Thread.yield();
        }
    }

    private static void callAgainAndAgain() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            for (int round = 0; ; round++) {
                Runnable job = round < GOOD_ROUNDS ? LateLeaks::pause : Program::stuck;
                pool.submit(job).get(); // LEAK: job
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Long enough to be looked at. */
    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LateLeaks() {}
}
