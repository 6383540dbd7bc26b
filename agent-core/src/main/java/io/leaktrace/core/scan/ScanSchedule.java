/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Registry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The agent's two threads: one ticks the registry's clock and reclaims what has ended, the other looks and scans.
 * Daemons, named leaktrace-*, without a context class loader, and invisible to the agent itself.
 */
public final class ScanSchedule {
    /** How far the registry's clock may be behind while tasks are created. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The same while nothing happens: a thread that wakes up ten times a second shows on an idle machine. */
    private static final long LONGEST_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

    /** Long ticks are only for thresholds against which they do not count. */
    private static final int TICKS_PER_THRESHOLD = 50;

    private static final long SHORTEST_LOOK_MILLIS = 50;

    /** What there is to do; nothing of it may throw. */
    public interface Work {
        /** Time between two scans. */
        Duration interval();

        /** Time after which a task is suspect. */
        Duration threshold();

        /** At each tick of the registry's clock, on the reclaimer's thread. */
        void tick();

        /** Between two scans. */
        void look();

        /** Every interval. */
        void scan();

        /** Once, after the delay. */
        void later();
    }

    private final Work work;
    private final Object wake = new Object();
    private volatile boolean stopped;

    /** Prepares both threads. */
    public ScanSchedule(Work work) {
        this.work = work;
    }

    /** Starts both threads. */
    public void start(long delayMillis) {
        new Worker("leaktrace-reclaim") {
            @Override
            void work() {
                reclaim();
            }
        }.start();
        new Worker("leaktrace-scan") {
            @Override
            void work() {
                scanRegularly(delayMillis);
            }
        }.start();
    }

    /** Stops both threads soon; does not wait for them. Any thread. */
    public void stop() {
        stopped = true;
        rearm();
    }

    /** Makes a changed interval or threshold count at once. Any thread. */
    public void rearm() {
        synchronized (wake) {
            wake.notifyAll();
        }
    }

    /** How far the registry's clock may be behind at most. */
    static long longestTickNanos(Duration threshold) {
        return Math.max(TICK_NANOS, Math.min(LONGEST_TICK_NANOS, threshold.toNanos() / TICKS_PER_THRESHOLD));
    }

    private void reclaim() {
        long tickNanos = TICK_NANOS;
        long changes = -1;
        while (!stopped) {
            Bridge.tick();
            work.tick();
            long before = changes;
            changes = Registry.created() + Registry.ended();
            tickNanos = changes == before
                    ? Math.min(tickNanos + TICK_NANOS, longestTickNanos(work.threshold()))
                    : TICK_NANOS;
            try {
                TimeUnit.NANOSECONDS.sleep(tickNanos);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void scanRegularly(long delayMillis) {
        long started = System.nanoTime();
        long lastScan = started;
        Duration threshold = work.threshold();
        LookBudget budget = new LookBudget(started, threshold);
        boolean due = true;
        while (!stopped) {
            if (due && System.nanoTime() - started >= TimeUnit.MILLISECONDS.toNanos(delayMillis)) {
                due = false;
                work.later();
            }
            if (!work.threshold().equals(threshold)) {
                threshold = work.threshold();
                budget = new LookBudget(System.nanoTime(), threshold);
            }
            long untilScan = work.interval().toNanos() - (System.nanoTime() - lastScan);
            if (untilScan <= 0) {
                work.scan();
                lastScan = System.nanoTime();
            } else {
                long beforeLater = due ? delayMillis : Long.MAX_VALUE;
                long untilLook = Math.max(lookMillis(), budget.delayMillis(System.nanoTime()));
                pause(Math.min(
                        TimeUnit.NANOSECONDS.toMillis(untilScan) + 1, Math.min(untilLook, Math.max(1, beforeLater))));
                if (!stopped && budget.delayMillis(System.nanoTime()) == 0) {
                    look(budget);
                }
            }
        }
    }

    private void look(LookBudget budget) {
        long before = cpuNanos();
        work.look();
        budget.spend(cpuNanos() - before, System.nanoTime());
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Often enough that a stretch without progress is measured to a tenth of the threshold, if that is affordable. */
    private long lookMillis() {
        return Math.max(SHORTEST_LOOK_MILLIS, work.threshold().toMillis() / 10);
    }

    private void pause(long millis) {
        synchronized (wake) {
            try {
                wake.wait(millis);
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }

    /** A class and not a lambda: before {@code main} the first of those would cost 10 ms. */
    private abstract static class Worker extends Thread {
        Worker(String name) {
            super(null, null, name, 0, false);
            setDaemon(true);
            setContextClassLoader(null);
        }

        abstract void work();

        @Override
        public final void run() {
            Bridge.claimThread();
            work();
        }
    }
}
