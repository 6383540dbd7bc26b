/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The agent's two threads: one ticks the registry's clock and reclaims what has ended, the other looks and scans.
 * Daemons, named leaktrace-*, without a context class loader, and invisible to the agent itself.
 */
public final class ScanSchedule {
    /** How far the registry's clock may be behind. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SHORTEST_LOOK_MILLIS = 50;

    private final Supplier<Duration> interval;
    private final Supplier<Duration> threshold;
    private final Runnable look;
    private final Runnable scan;
    private final Object wake = new Object();
    private volatile boolean stopped;

    /** Both actions must not throw; they run on the scan thread. */
    public ScanSchedule(Supplier<Duration> interval, Supplier<Duration> threshold, Runnable look, Runnable scan) {
        this.interval = interval;
        this.threshold = threshold;
        this.look = look;
        this.scan = scan;
    }

    /** Starts both threads; {@code later} runs once on the scan thread, as soon as this delay is over. */
    public void start(Runnable later, long delayMillis) {
        thread("leaktrace-reclaim", this::reclaim).start();
        thread("leaktrace-scan", () -> scanRegularly(later, delayMillis)).start();
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

    private void reclaim() {
        while (!stopped) {
            Bridge.tick();
            try {
                TimeUnit.NANOSECONDS.sleep(TICK_NANOS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void scanRegularly(Runnable later, long delayMillis) {
        long started = System.nanoTime();
        long lastScan = started;
        boolean due = true;
        while (!stopped) {
            if (due && System.nanoTime() - started >= TimeUnit.MILLISECONDS.toNanos(delayMillis)) {
                due = false;
                later.run();
            }
            long untilScan = interval.get().toNanos() - (System.nanoTime() - lastScan);
            if (untilScan <= 0) {
                scan.run();
                lastScan = System.nanoTime();
            } else {
                long beforeLater = due ? delayMillis : Long.MAX_VALUE;
                pause(Math.min(
                        TimeUnit.NANOSECONDS.toMillis(untilScan) + 1,
                        Math.min(lookMillis(), Math.max(1, beforeLater))));
                if (!stopped) {
                    look.run();
                }
            }
        }
    }

    /** Often enough that a stretch without progress is measured to a tenth of the threshold. */
    private long lookMillis() {
        return Math.max(SHORTEST_LOOK_MILLIS, threshold.get().toMillis() / 10);
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

    private static Thread thread(String name, Runnable body) {
        Runnable claimed = () -> {
            Bridge.claimThread();
            body.run();
        };
        Thread thread = new Thread(null, claimed, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
