/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Many threads that submit, start, cancel and shut down at once for ten seconds; then all must be counted as ended. */
public final class Torture {
    private static final long DURATION_NANOS = 10_000_000_000L;
    private static final int TORTURERS = 16;
    private static final LongAdder SUBMITTED = new LongAdder();
    private static final Runnable SHARED = () -> {};

    public static void main(String[] arguments) throws Exception {
        Settled.await("registered", 0);
        CompletableFuture.runAsync(SHARED).get();
        final long before = Settled.live();
        long end = System.nanoTime() + DURATION_NANOS;
        List<Thread> torturers = new ArrayList<>();
        for (int i = 0; i < TORTURERS; i++) {
            Thread torturer = new Thread(() -> torture(end), "torturer " + i);
            torturer.start();
            torturers.add(torturer);
        }
        for (Thread torturer : torturers) {
            torturer.join();
        }
        System.out.println("submitted=" + SUBMITTED.sum() + ";");
        Settled.await("live tasks back at their start", before + 4);
        System.out.println("left=" + Math.max(0, Settled.live() - before) + ";");
        System.out.println("created=" + Program.attribute("CreatedTasks") + ";");
        Program.run();
    }

    private static void torture(long end) {
        try {
            while (System.nanoTime() - end < 0) {
                round(ThreadLocalRandom.current());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One pool from its construction to its end, with tasks of every fate. */
    private static void round(ThreadLocalRandom random) throws Exception {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(random.nextInt(1, 4), 4, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
        ForkJoinPool forkJoin = new ForkJoinPool(1);
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            switch (random.nextInt(8)) {
                case 0 -> pool.execute(SHARED);
                case 1 -> futures.add(pool.submit(SHARED));
                case 2 -> pool.remove(SHARED);
                case 3 -> futures.add(scheduled.schedule(SHARED, random.nextInt(3), TimeUnit.MILLISECONDS));
                case 4 -> futures.add(scheduled.scheduleAtFixedRate(SHARED, 1, 1, TimeUnit.MILLISECONDS));
                case 5 -> futures.add(CompletableFuture.runAsync(SHARED, pool).thenRunAsync(SHARED, pool));
                case 6 -> futures.add(forkJoin.submit(SHARED));
                default -> new Thread(SHARED).start();
            }
            SUBMITTED.increment();
        }
        futures.forEach(future -> future.cancel(random.nextBoolean()));
        if (random.nextBoolean()) {
            pool.shutdown();
            scheduled.shutdown();
            forkJoin.shutdown();
        } else {
            pool.shutdownNow();
            scheduled.shutdownNow();
            forkJoin.shutdownNow();
        }
    }

    private Torture() {}
}
