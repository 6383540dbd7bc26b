/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** Pools of every sort; that they do nothing is no finding. */
public final class Pools {
    public static void main(String[] arguments) throws Exception {
        ExecutorService fixed = Executors.newFixedThreadPool(3); // LEAK: fixed
        fixed.submit(() -> {}).get();
        ThreadPoolExecutor own = new ThreadPoolExecutor(1, 2, 1, MINUTES, new LinkedBlockingQueue<>()); // LEAK: own
        own.execute(Program::busy);
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(2); // LEAK: scheduled
        scheduled.scheduleAtFixedRate(() -> {}, 0, 1, HOURS);
        ForkJoinPool forkJoin = new ForkJoinPool(2); // LEAK: forkJoin
        forkJoin.submit(() -> {}).get();
        ExecutorService single = Executors.newSingleThreadExecutor(); // LEAK: single
        ExecutorService closed = Executors.newFixedThreadPool(5); // LEAK: closed
        closed.execute(Program::busy);
        closed.shutdown();
        ExecutorService extending = new CustomExecutors.Extending();
        Executors.newCachedThreadPool().shutdown();
        List<ExecutorService> kept = List.of(fixed, own, scheduled, forkJoin, single, closed, extending);
        Program.rest();
        System.out.println(kept);
    }

    private Pools() {}
}
