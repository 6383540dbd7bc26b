/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Jetty's thread pool. */
public final class JettyExecutors {
    public static void main(String[] arguments) throws Exception {
        Work.main(arguments, JettyExecutors::stuck, JettyExecutors::starved, JettyExecutors::innocent);
    }

    private static void stuck() throws Exception {
        QueuedThreadPool pool = pool("stuck", 1);
        Work executed = new Work();
        pool.execute(executed.stuck()); // LEAK: execute
        executed.awaitStart();
        pool.execute(() -> {}); // LEAK: queued

        QueuedThreadPool shared = pool("shared", 2);
        Work first = new Work();
        shared.execute(first.stuck()); // LEAK: first
        first.awaitStart();
        Work second = new Work();
        shared.execute(second.stuck()); // LEAK: second
        second.awaitStart();

        ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("timer", true);
        scheduler.start();
        Work scheduled = new Work();
        scheduler.schedule(scheduled.stuck(), 10, TimeUnit.MILLISECONDS); // LEAK: schedule
        scheduled.awaitStart();
    }

    private static void starved() throws Exception {
        QueuedThreadPool pool = pool("starved", 1);
        pool.execute(() -> Work.await(Work.later(pool))); // LEAK: starved
    }

    private static void innocent() throws Exception {
        QueuedThreadPool pool = pool("innocent", 2);
        Setup.repeat(() -> Work.await(Work.later(pool)));
    }

    private static QueuedThreadPool pool(String name, int threads) throws Exception {
        QueuedThreadPool pool = new QueuedThreadPool(threads, threads);
        pool.setName(name);
        pool.setReservedThreads(0);
        pool.start();
        return pool;
    }

    private JettyExecutors() {}
}
