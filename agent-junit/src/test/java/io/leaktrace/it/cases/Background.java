/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import java.util.List;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What all cases share: pools that no test has made, and things to wait for. */
final class Background {
    static final ExecutorService SHARED = Executors.newCachedThreadPool(Background::daemon);
    static final ScheduledExecutorService SCHEDULER = Executors.newScheduledThreadPool(1, Background::daemon);
    static final Timer TIMER = new Timer("shared-timer", true);

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final List<Object> HELD = new CopyOnWriteArrayList<>();

    /** A thread that does not keep the JVM alive. */
    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    static void waitForEver() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps an object from being collected, so that what it keeps alive does not end by itself. */
    static <T> T hold(T object) {
        HELD.add(object);
        return object;
    }

    private Background() {}
}
