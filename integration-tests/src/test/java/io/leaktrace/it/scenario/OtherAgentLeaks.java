/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One leak of each kind, made while another agent does its work. The argument is the class that makes sure of that.
 */
public final class OtherAgentLeaks {
    private static final Runnable STUCK = Program::stuck;

    public static void main(String[] arguments) throws Throwable {
        OtherAgent other = (OtherAgent)
                Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        other.work(OtherAgentLeaks::leak);
        System.out.println("intact");
        Program.run();
    }

    private static void leak() throws Throwable {
        new Thread(STUCK, "plain").start(); // LEAK: thread
        Executors.newCachedThreadPool().execute(STUCK); // LEAK: executed
        Executors.newFixedThreadPool(1).submit(STUCK); // LEAK: submitted
        ThreadPoolExecutor busy = busyPool();
        busy.execute(STUCK); // LEAK: taken
        Future<?> taken = busy.submit(STUCK); // LEAK: takenFuture
        busy.execute(STUCK); // LEAK: queued
        busy.submit(STUCK); // LEAK: queuedFuture
        Executors.newScheduledThreadPool(1).schedule(STUCK, 10, TimeUnit.MILLISECONDS); // LEAK: scheduled
        new ForkJoinPool(2).execute(new StuckAction()); // LEAK: forkJoin
        CompletableFuture.runAsync(STUCK); // LEAK: stage
        CompletableFuture.completedFuture("").thenRunAsync(STUCK, Executors.newCachedThreadPool()); // LEAK: dependent
        CompletableFuture.runAsync(STUCK, busy); // LEAK: queuedStage
        new Thread(() -> get(taken), "gets").start(); // LEAK: gets
        CompletableFuture<String> future = new CompletableFuture<>(); // LEAK: future
        new Thread(future::join, "joins").start(); // LEAK: joins
        new Timer("timer").schedule(stuckTimerTask(), 10); // LEAK: timer
        Thread light = lightThread();
        light.start(); // LEAK: light
    }

    /** Its two threads take what they run from its queue: neither was started for a task, so neither tells where one came from. */
    private static ThreadPoolExecutor busyPool() {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
        pool.prestartAllCoreThreads();
        return pool;
    }

    private static void get(Future<?> result) {
        try {
            result.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A virtual thread where there are any. */
    private static Thread lightThread() throws Throwable {
        return Runtime.version().feature() < 21
                ? new Thread(STUCK, "light")
                : (Thread) Virtual.UNSTARTED.invoke(Virtual.ofVirtual("light"), STUCK);
    }

    private static TimerTask stuckTimerTask() {
        return new TimerTask() {
            @Override
            public void run() {
                Program.stuck();
            }
        };
    }

    private static final class StuckAction extends RecursiveAction {
        @Override
        protected void compute() {
            Program.stuck();
        }
    }

    private OtherAgentLeaks() {}
}
