/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;

/** A million tasks that end; then the agent must remember none of them, and the heap must be as before. */
public final class MillionTasks {
    private static final int TASKS = 1_000_000;

    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        ForkJoinPool forkJoin = new ForkJoinPool(2);
        for (int i = 0; i < 100; i++) {
            pool.submit(() -> {}).get(); // so that the threads are there before we count
            forkJoin.submit(() -> {}).get();
            CompletableFuture.runAsync(() -> {}, pool).get();
        }
        Settled.await("warm", 0);
        long live = Settled.live();
        final long heap = Settled.usedHeap();
        Semaphore ahead = new Semaphore(10_000);
        Runnable release = ahead::release;
        for (int i = 0; i < TASKS; i++) {
            ahead.acquire();
            switch (i % 4) {
                case 0 -> pool.execute(release);
                case 1 -> pool.submit(release);
                case 2 -> forkJoin.submit(release);
                default -> CompletableFuture.runAsync(release, pool);
            }
        }
        ahead.acquire(10_000);
        Settled.await("live tasks back at their start", live + 2); // the fork-join pool may have more workers now
        long grown = Settled.usedHeap() - heap;
        System.out.println("created=" + Program.attribute("CreatedTasks") + ";");
        System.out.println("grown KB=" + grown / 1024 + ";");
        System.out.println("ready");
        Program.run();
    }

    private MillionTasks() {}
}
