/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Many threads that submit, start, cancel and shut down at once for as many seconds as told, while others collect garbage and dump. Then
 * exactly those tasks must be there that were there before.
 */
public final class Torture {
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+),\"kind\"");
    private static final long COLLECTED_EVERY_NANOS = 50_000_000;
    private static final int TORTURERS = 16;
    private static final LongAdder SUBMITTED = new LongAdder();
    private static final Runnable SHARED = () -> {};
    private static final @Nullable ThreadFactory VIRTUAL = virtual();

    public static void main(String[] arguments) throws Exception {
        Settled.await("registered", 0);
        CompletableFuture.completedFuture("").get(); // makes the common pool, without a worker, which would end
        Set<String> before = tasks();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[0]));
        List<Thread> torturers = new ArrayList<>();
        for (int i = 0; i < TORTURERS; i++) {
            Thread torturer = new Thread(() -> torture(end), "torturer " + i);
            torturer.start();
            torturers.add(torturer);
        }
        Thread collector = new Thread(() -> collect(end), "collector");
        collector.start();
        torturers.add(collector);
        int dumps = 0;
        while (System.nanoTime() - end < 0) {
            tasks();
            Program.attribute("LiveTasks");
            dumps++;
        }
        for (Thread torturer : torturers) {
            torturer.join();
        }
        System.out.println("submitted=" + SUBMITTED.sum() + ";");
        System.out.println("dumps=" + dumps + ";");
        System.out.println("left=" + left(before) + ";");
        System.out.println("created=" + Program.attribute("CreatedTasks") + ";");
        Program.run();
    }

    /** The numbers of all live tasks. */
    private static Set<String> tasks() throws Exception {
        Set<String> numbers = new TreeSet<>();
        Matcher id = ID.matcher(Program.dump("format=json"));
        while (id.find()) {
            numbers.add(id.group(1));
        }
        return numbers;
    }

    /** What is there beyond this and does not go away; minus what is missing. */
    private static Set<String> left(Set<String> before) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Set<String> now = tasks();
        while (!now.equals(before) && System.nanoTime() - deadline < 0) {
            System.gc();
            Thread.sleep(50);
            now = tasks();
        }
        Set<String> left = new TreeSet<>(now);
        left.removeAll(before);
        before.removeAll(now);
        before.forEach(missing -> left.add("-" + missing));
        return left;
    }

    private static void collect(long end) {
        while (System.nanoTime() - end < 0) {
            System.gc();
            LockSupport.parkNanos(COLLECTED_EVERY_NANOS);
        }
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
            switch (random.nextInt(VIRTUAL == null ? 8 : 9)) {
                case 0 -> pool.execute(SHARED);
                case 1 -> futures.add(pool.submit(SHARED));
                case 2 -> pool.remove(SHARED);
                case 3 -> futures.add(scheduled.schedule(SHARED, random.nextInt(3), TimeUnit.MILLISECONDS));
                case 4 -> futures.add(scheduled.scheduleAtFixedRate(SHARED, 1, 1, TimeUnit.MILLISECONDS));
                case 5 -> futures.add(CompletableFuture.runAsync(SHARED, pool).thenRunAsync(SHARED, pool));
                case 6 -> futures.add(forkJoin.submit(SHARED));
                case 7 -> new Thread(SHARED).start();
                default -> VIRTUAL.newThread(SHARED).start();
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

    private static @Nullable ThreadFactory virtual() {
        try {
            return Runtime.version().feature() < 21 ? null : Virtual.factory(Virtual.ofVirtual("tortured"));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Torture() {}
}
