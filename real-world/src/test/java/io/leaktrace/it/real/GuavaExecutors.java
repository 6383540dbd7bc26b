/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Guava's wrappers around pools of the JDK. */
public final class GuavaExecutors {
    public static void main(String[] arguments) throws Exception {
        Work.main(arguments, GuavaExecutors::stuck, GuavaExecutors::starved, GuavaExecutors::innocent);
    }

    private static void stuck() throws Exception {
        ListeningExecutorService listening = MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(1));
        Work submitted = new Work();
        listening.submit(submitted.stuck()); // LEAK: submit
        submitted.awaitStart();
        listening.execute(() -> {}); // LEAK: queued
        listening.submit(() -> "never"); // LEAK: queued-submit

        ListeningScheduledExecutorService timer = MoreExecutors.listeningDecorator(Executors.newScheduledThreadPool(1));
        Work scheduled = new Work();
        timer.schedule(scheduled.stuck(), 10, TimeUnit.MILLISECONDS); // LEAK: schedule
        scheduled.awaitStart();

        Executor sequential = MoreExecutors.newSequentialExecutor(Executors.newFixedThreadPool(2));
        Work inSequence = new Work();
        sequential.execute(inSequence.stuck()); // LEAK: sequential
        inSequence.awaitStart();
        sequential.execute(() -> {}); // LEAK: queued-sequential

        Work direct = new Work();
        Thread thread =
                new Thread(() -> MoreExecutors.directExecutor().execute(direct.stuck()), "direct"); // LEAK: direct
        thread.setDaemon(true);
        thread.start();
        direct.awaitStart();
    }

    private static void starved() {
        ListeningExecutorService listening = MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(1));
        listening.submit(() -> listening.submit(() -> "never").get()); // LEAK: starved
        Executor sequential = MoreExecutors.newSequentialExecutor(Executors.newFixedThreadPool(2));
        sequential.execute(() -> Work.await(Work.later(sequential))); // LEAK: starved-sequential
    }

    private static void innocent() throws Exception {
        ListeningExecutorService listening = MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(2));
        Setup.repeat(() -> listening.submit(() -> "fine").get());
        Executor sequential = MoreExecutors.newSequentialExecutor(Executors.newFixedThreadPool(2));
        Setup.repeat(() -> Work.await(Work.later(sequential)));
        Setup.repeat(() -> Work.await(Work.later(MoreExecutors.directExecutor())));
    }

    private GuavaExecutors() {}
}
