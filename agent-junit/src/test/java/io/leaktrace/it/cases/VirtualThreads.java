/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.LeakCheck;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Virtual threads that leak, and such that end; from Java 21 on. */
@LeakCheck
class VirtualThreads {
    @Test
    void leaksVirtualThread() throws Exception {
        start(Background::waitForEver);
    }

    @Test
    void joinsVirtualThreads() throws Exception {
        for (int i = 0; i < 100; i++) {
            start(() -> {}).join();
        }
    }

    @Test
    void leaksVirtualTask() throws Exception {
        Background.hold(perTask()).submit(Background::waitForEver);
    }

    @Test
    void closesExecutor() throws Exception {
        ExecutorService executor = perTask();
        executor.submit(() -> {}).get();
        executor.shutdown();
    }

    private static Thread start(Runnable work) throws Exception {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    }

    private static ExecutorService perTask() throws Exception {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
