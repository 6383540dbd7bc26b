/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether probes record, and what went wrong inside them. A failing probe never reaches the host: it is counted here,
 * shown in every report, and past {@link #TRIP_LIMIT} failures recording stops for good. Any thread may call.
 */
public final class Health {
    /** Failures after which LeakTrace trusts itself no longer. */
    public static final int TRIP_LIMIT = 1000;

    /** The main switch, read first by every probe; off before install, after detach and after too many failures. */
    static volatile boolean recording;

    /** Whether {@code fork()} inside a fork-join pool is recorded too; costly, so off unless asked for by name. */
    static volatile boolean forksRecorded;

    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicLong DROPPED = new AtomicLong();
    private static volatile String lastFailure;

    /** Switches recording on or off. */
    public static void record(boolean on) {
        recording = on && FAILURES.get() < TRIP_LIMIT;
        Abandoned.doubtAll();
    }

    /** Whether probes record at present. */
    public static boolean isRecording() {
        return recording;
    }

    /** Switches the recording of {@code fork()} inside fork-join pools. */
    public static void recordForks(boolean on) {
        forksRecorded = on;
    }

    /** How many failures were swallowed inside probes since the JVM started. */
    public static int suppressedFailures() {
        return FAILURES.get();
    }

    /** The class of the last swallowed failure and where it happened, or null if there was none. */
    public static String lastFailure() {
        return lastFailure;
    }

    /** How many tasks were not recorded because too many were alive, or queued where nobody sees them start. */
    public static long notRecorded() {
        return DROPPED.get();
    }

    /** Clears what the warm-up did on purpose. */
    static void forgive() {
        FAILURES.set(0);
        lastFailure = null;
    }

    static void dropped() {
        DROPPED.incrementAndGet();
    }

    /** Keeps the class name and the top frame only: a kept Throwable would pin its creator's class loader. */
    static void failed(Throwable failure) {
        try {
            StackTraceElement[] frames = failure.getStackTrace();
            lastFailure = failure.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
        } finally {
            Abandoned.doubtAll();
            if (FAILURES.incrementAndGet() >= TRIP_LIMIT) {
                recording = false;
            }
        }
    }

    private Health() {}
}
