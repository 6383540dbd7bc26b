/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Scheduled tasks that get stuck in their first or in a later run, or are due and never start. */
public final class ScheduledLeaks {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final TimeUnit MS = TimeUnit.MILLISECONDS;

    public static void main(String[] arguments) throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(16);
        pool.schedule(Program::stuck, 10, MS); // LEAK: runnable
        pool.schedule(Program::stuckCall, 10, MS); // LEAK: callable
        pool.scheduleAtFixedRate(Program::stuck, 10, 10, MS); // LEAK: fixedRate
        pool.scheduleWithFixedDelay(Program::stuck, 10, 10, MS); // LEAK: fixedDelay
        pool.scheduleAtFixedRate(ScheduledLeaks::stuckInFifthRun, 10, 10, MS); // LEAK: fifthRun
        pool.submit(Program::stuck); // LEAK: submitted
        pool.execute(Program::stuck); // LEAK: executed

        ScheduledThreadPoolExecutor single = new ScheduledThreadPoolExecutor(1);
        single.schedule(Program::stuck, 0, MS); // LEAK: single
        single.schedule(Program::stuck, 1, MS); // LEAK: due
        Program.run();
    }

    private static void stuckInFifthRun() {
        if (RUNS.incrementAndGet() == 5) {
            Program.stuck();
        }
    }

    private ScheduledLeaks() {}
}
