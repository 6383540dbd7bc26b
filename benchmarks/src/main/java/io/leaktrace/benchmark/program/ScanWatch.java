/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.program;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sees from the CPU time of LeakTrace's threads what each of its scans costs; without LeakTrace it sees nothing. */
final class ScanWatch {
    private static final long LOOK_MILLIS = 5;
    /** A thread that used no CPU for so many looks has done with its scan. */
    private static final int QUIET_LOOKS = 50;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Long> all;
    private final long scanThread;

    private ScanWatch(List<Long> all, long scanThread) {
        this.all = all;
        this.scanThread = scanThread;
    }

    /** Looks for LeakTrace's threads. */
    static ScanWatch start() {
        List<Long> all = new ArrayList<>();
        long scanThread = -1;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("leaktrace-")) {
                all.add(thread.getThreadId());
                if (thread.getThreadName().equals("leaktrace-scan")) {
                    scanThread = thread.getThreadId();
                }
            }
        }
        return new ScanWatch(all, scanThread);
    }

    /** Waits until so many scans are over that have begun after this. */
    void await(int scans) throws InterruptedException {
        next(scans);
    }

    /** Prints {@code scan} with milliseconds for each of so many scans, and {@code background} with the percentage of a core. */
    void print(int scans) throws InterruptedException {
        long start = System.nanoTime();
        long before = cpu();
        List<Double> millis = next(scans);
        millis.forEach(scan -> System.out.println("scan " + scan));
        if (!millis.isEmpty()) {
            System.out.println("background " + 100.0 * (cpu() - before) / (System.nanoTime() - start));
        }
    }

    private List<Double> next(int scans) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        if (scanThread < 0) {
            return millis;
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        // what is not over yet may have begun before
        long burst = afterBurst(THREADS.getThreadCpuTime(scanThread), deadline);
        while (millis.size() < scans && System.nanoTime() < deadline) {
            long next = afterBurst(burst, deadline);
            if (next > burst) {
                millis.add((next - burst) / 1e6);
            }
            burst = next;
        }
        return millis;
    }

    /** The thread's CPU time once it has been quiet for a while. */
    private long afterBurst(long before, long deadline) throws InterruptedException {
        long last = before;
        int quiet = 0;
        while (quiet < QUIET_LOOKS && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long now = THREADS.getThreadCpuTime(scanThread);
            quiet = now == last ? quiet + 1 : 0;
            last = now;
        }
        return last;
    }

    private long cpu() {
        return all.stream()
                .mapToLong(THREADS::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }
}
