/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The same object is submitted, dropped unrun, and submitted again from another line: only that one is to blame. */
public final class DroppedSubmissions {
    private static final Runnable REMOVED = new Stuck();
    private static final Runnable DISCARDED = new Stuck();

    public static void main(String[] arguments) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ThreadPoolExecutor pool = busyPool(release);
        pool.execute(REMOVED);
        if (!pool.remove(REMOVED)) {
            throw new IllegalStateException("not in the queue");
        }
        pool.execute(REMOVED); // LEAK: again
        release.countDown();

        CountDownLatch releaseOther = new CountDownLatch(1);
        ThreadPoolExecutor other = busyPool(releaseOther);
        other.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        Runnable filling = () -> {};
        other.execute(filling);
        other.execute(DISCARDED);
        other.remove(filling);
        other.execute(DISCARDED); // LEAK: kept
        releaseOther.countDown();
        Program.run();
    }

    /** One thread, which waits to be released, and room for one more task. */
    private static ThreadPoolExecutor busyPool(CountDownLatch release) throws InterruptedException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1));
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        busy.await();
        return pool;
    }

    private static final class Stuck implements Runnable {
        @Override
        public void run() {
            Program.stuck();
        }
    }

    private DroppedSubmissions() {}
}
