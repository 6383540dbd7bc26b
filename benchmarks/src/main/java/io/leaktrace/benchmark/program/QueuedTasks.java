/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.program;

import io.leaktrace.benchmark.row.Frames;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A pool with many tasks in its queue. Prints the heap per task; then, if its threads are to be watched, the CPU of each of
 * LeakTrace's scans.
 *
 * <p>Arguments: number of tasks; depth of the calling stack; {@code distinct} or {@code same} objects; scans to watch;
 * milliseconds without change after which the heap has settled.
 */
public final class QueuedTasks {
    private static final long SETTLED_BYTES = 200_000;

    /** Called by the JVM. */
    public static void main(String[] arguments) throws Exception {
        int tasks = Integer.parseInt(arguments[0]);
        int depth = Integer.parseInt(arguments[1]);
        boolean distinct = arguments[2].equals("distinct");
        ExecutorService pool = Executors.newFixedThreadPool(1);
        CountDownLatch end = new CountDownLatch(1);
        pool.execute(() -> await(end));
        long before = usedAfterGc();
        Frames.atDepth(depth, () -> {
            if (distinct) {
                fillWithDistinct(pool, tasks);
            } else {
                fillWithSame(pool, tasks);
            }
        });
        ScanWatch watch = ScanWatch.start();
        // the first scan replaces what was only noted
        watch.await(2);
        System.out.println("heap " + (double) (settled(Long.parseLong(arguments[4])) - before) / tasks);
        watch.print(Integer.parseInt(arguments[3]));
        // before the queue is gone
        System.exit(0);
    }

    private static void fillWithDistinct(ExecutorService pool, int tasks) {
        for (int i = 0; i < tasks; i++) {
            int number = i;
            pool.execute(() -> nothing(number));
        }
    }

    private static void fillWithSame(ExecutorService pool, int tasks) {
        Runnable task = () -> nothing(0);
        for (int i = 0; i < tasks; i++) {
            pool.execute(task);
        }
    }

    /** Agents may tidy up a little later: looks until nothing changes for a while. */
    private static long settled(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long last = Long.MAX_VALUE;
        long used = usedAfterGc();
        while (Math.abs(last - used) > SETTLED_BYTES && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(millis);
            last = used;
            used = usedAfterGc();
        }
        return used;
    }

    private static long usedAfterGc() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void nothing(int number) {
        assert number >= 0;
    }

    private QueuedTasks() {}
}
