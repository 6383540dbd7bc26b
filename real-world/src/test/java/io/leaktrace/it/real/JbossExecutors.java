/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.util.concurrent.TimeUnit;
import org.jboss.threads.EnhancedQueueExecutor;
import org.jboss.threads.JBossThreadFactory;

/** The executor of JBoss servers and Quarkus. */
public final class JbossExecutors {
    public static void main(String[] arguments) throws Exception {
        Work.main(arguments, JbossExecutors::stuck, JbossExecutors::starved, JbossExecutors::innocent);
    }

    private static void stuck() throws Exception {
        EnhancedQueueExecutor pool = pool("stuck", 1);
        Work executed = new Work();
        pool.execute(executed.stuck()); // LEAK: execute
        executed.awaitStart();
        pool.execute(() -> {}); // LEAK: queued
        pool.submit(() -> "never"); // LEAK: queued-submit

        EnhancedQueueExecutor other = pool("other", 1);
        Work submitted = new Work();
        other.submit(submitted.stuck()); // LEAK: submit
        submitted.awaitStart();

        EnhancedQueueExecutor timer = pool("timer", 1);
        Work scheduled = new Work();
        timer.schedule(scheduled.stuck(), 10, TimeUnit.MILLISECONDS); // LEAK: schedule
        scheduled.awaitStart();
    }

    private static void starved() {
        EnhancedQueueExecutor pool = pool("starved", 1);
        pool.execute(() -> Work.await(Work.later(pool))); // LEAK: starved
        EnhancedQueueExecutor submitting = pool("submitting", 1);
        submitting.submit(() -> submitting.submit(() -> "never").get()); // LEAK: submitting
    }

    private static void innocent() throws Exception {
        EnhancedQueueExecutor pool = pool("innocent", 2);
        Setup.repeat(() -> Work.await(Work.later(pool)));
        Setup.repeat(() -> pool.submit(() -> "fine").get());
        Setup.repeat(() -> pool.schedule(() -> "fine", 1, TimeUnit.MILLISECONDS).get());
        pool.scheduleAtFixedRate(() -> {}, 1, 50, TimeUnit.MILLISECONDS);
        pool.schedule(() -> "much later", 1, TimeUnit.HOURS);
    }

    private static EnhancedQueueExecutor pool(String name, int threads) {
        return new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(threads)
                .setMaximumPoolSize(threads)
                .setThreadFactory(new JBossThreadFactory(null, true, null, name + "-%t", null, null))
                .build();
    }

    private JbossExecutors() {}
}
