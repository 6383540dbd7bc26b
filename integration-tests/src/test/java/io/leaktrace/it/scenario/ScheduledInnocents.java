/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Schedules as they should be: a task that waits for its next tick, or for a time far away, is not stuck. */
public final class ScheduledInnocents {
    private static final Runnable QUICK = () -> {};
    private static final TimeUnit MS = TimeUnit.MILLISECONDS;

    public static void main(String[] arguments) throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4);
        pool.schedule(QUICK, 10, MS).get();
        pool.schedule(() -> "", 10, MS).get();
        pool.schedule(QUICK, 1, TimeUnit.HOURS);
        pool.scheduleAtFixedRate(QUICK, 0, 100, MS);
        pool.scheduleWithFixedDelay(QUICK, 0, 100, MS);
        pool.scheduleAtFixedRate(QUICK, 0, 1, TimeUnit.HOURS);
        pool.scheduleWithFixedDelay(QUICK, 1, 1, TimeUnit.DAYS);
        pool.schedule(Program::busy, 1, MS);
        pool.submit(QUICK).get();
        pool.execute(QUICK);
        ScheduledFuture<?> cancelled = pool.schedule(QUICK, 1, MS);
        cancelled.cancel(false);
        pool.scheduleAtFixedRate(QUICK, 5, 5, TimeUnit.SECONDS).cancel(true);
        pool.scheduleAtFixedRate(() -> fail(), 0, 10, MS);

        ScheduledExecutorService wrapped = Executors.newSingleThreadScheduledExecutor();
        wrapped.scheduleAtFixedRate(QUICK, 0, 50, MS);

        ScheduledThreadPoolExecutor stopped = new ScheduledThreadPoolExecutor(1);
        stopped.schedule(QUICK, 1, TimeUnit.HOURS);
        stopped.shutdownNow();
        Program.rest();
    }

    private static void fail() {
        throw new IllegalStateException("on purpose: ends the schedule");
    }

    private ScheduledInnocents() {}
}
