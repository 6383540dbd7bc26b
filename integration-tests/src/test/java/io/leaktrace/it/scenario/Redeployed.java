/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An application is deployed twice, as servers do it; what the first deployment has started is still there. */
public final class Redeployed {
    private static final List<URLClassLoader> DEPLOYED = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        deploy();
        if (arguments[0].equals("leaks")) {
            DEPLOYED.get(0).close();
        }
        deploy();
        Program.rest();
    }

    private static void deploy() throws Exception {
        URL classes = Redeployed.class.getProtectionDomain().getCodeSource().getLocation();
        URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        DEPLOYED.add(loader);
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(loader);
        try {
            loader.loadClass(Application.class.getName()).getMethod("start").invoke(null);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    /** Never stops what it starts. */
    public static final class Application {
        /** Called by reflection. */
        public static void start() throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(2); // LEAK: pool
            pool.submit(() -> "started").get();
            Timer timer = new Timer(true); // LEAK: timer
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {}
                    },
                    TimeUnit.HOURS.toMillis(1));
            Thread consumer = new Thread(Application::consume, "consumer");
            consumer.setDaemon(true);
            consumer.start(); // LEAK: consumer
        }

        private static void consume() {
            BlockingQueue<String> queue = new LinkedBlockingQueue<>();
            while (true) {
                try {
                    queue.take();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private Application() {}
    }

    private Redeployed() {}
}
