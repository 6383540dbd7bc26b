/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One class, submitted thousands of times from a healthy line and five times from a leaky one beside it, in every way there
 * is. Writes a dump of each round into the directory it is given, while the five are stuck.
 */
public final class HotSites {
    private static final int ROUNDS = 20;
    /** One for each leak, and one for the others. */
    private static final int WORKERS = Burst.LEAKS + 1;

    private interface Way {
        void submit(ExecutorService pool, Burst burst) throws Throwable;
    }

    public static void main(String[] arguments) throws Throwable {
        Path directory = Path.of(arguments[0]);
        Settled.await("registered", 0);
        Map<String, Way> ways = ways();
        if (Runtime.version().feature() >= 21) {
            ThreadFactory factory = Virtual.factory(Virtual.ofVirtual("virtual"));
            ways.put("virtual", (pool, burst) -> virtual(factory, burst));
            ExecutorService perTask = (ExecutorService) Virtual.EXECUTOR.invoke();
            ways.put("virtualExecutor", (pool, burst) -> virtualExecutor(perTask, burst));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            run(ways, directory.resolve("round-" + round + ".json"));
        }
        System.out.println("ways=" + ways.size() + ";");
        Program.run();
    }

    private static Map<String, Way> ways() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("direct", HotSites::direct);
        ways.put("otherThread", HotSites::otherThread);
        ways.put("ownHelper", HotSites::ownHelper);
        ways.put("givenRunnable", HotSites::givenRunnable);
        ways.put("givenExecutor", HotSites::givenExecutor);
        ways.put("future", HotSites::future);
        ways.put("stage", HotSites::stage);
        ways.put("dependent", HotSites::dependent);
        ways.put("otherPool", HotSites::otherPool);
        ways.put("scheduled", (pool, burst) -> scheduled((ScheduledExecutorService) pool, burst));
        return ways;
    }

    private static void run(Map<String, Way> ways, Path file) throws Throwable {
        CountDownLatch gate = new CountDownLatch(1);
        List<ExecutorService> pools = new ArrayList<>();
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            Burst burst = new Burst(gate);
            ThreadPoolExecutor pool = way.getKey().equals("scheduled")
                    ? new ScheduledThreadPoolExecutor(WORKERS)
                    : (ThreadPoolExecutor) Executors.newFixedThreadPool(WORKERS);
            pool.prestartAllCoreThreads();
            pools.add(pool);
            way.getValue().submit(pool, burst);
            burst.awaitStuck();
        }
        Files.writeString(file, Program.dump("format=json"));
        gate.countDown();
        for (ExecutorService pool : pools) {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static void direct(ExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                pool.execute(burst.job(i)); // LEAK: direct
            } else {
                pool.execute(burst.job(i)); // HEALTHY: direct
            }
        }
    }

    private static void otherThread(ExecutorService pool, Burst burst) throws InterruptedException {
        Thread other = new Thread(() -> {
            for (int i = 0; i < Burst.LEAKS; i++) {
                pool.execute(burst.leak()); // LEAK: otherThread
            }
        });
        other.start();
        for (int i = 0; i < Burst.SIZE; i++) {
            if (i == Burst.SIZE - Burst.LINGERING) {
                other.join();
            }
            if (!Burst.isLeak(i)) {
                pool.execute(burst.job(i)); // HEALTHY: otherThread
            }
        }
    }

    private static void ownHelper(ExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                help(pool, burst.job(i)); // LEAK: ownHelper
            } else {
                help(pool, burst.job(i)); // HEALTHY: ownHelper
            }
        }
    }

    private static void help(Executor pool, Burst.Job job) {
        pool.execute(job);
    }

    private static void givenRunnable(ExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                Burst.pass(burst.job(i), pool); // LEAK: givenRunnable
            } else {
                Burst.pass(burst.job(i), pool); // HEALTHY: givenRunnable
            }
        }
    }

    private static void givenExecutor(ExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                burst.submitTo(pool, i); // LEAK: givenExecutor
            } else {
                burst.submitTo(pool, i); // HEALTHY: givenExecutor
            }
        }
    }

    private static void future(ExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                pool.submit(burst.job(i)); // LEAK: future
            } else {
                pool.submit(burst.job(i)); // HEALTHY: future
            }
        }
    }

    private static void stage(ExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                CompletableFuture.runAsync(burst.job(i), pool); // LEAK: stage
            } else {
                CompletableFuture.runAsync(burst.job(i), pool); // HEALTHY: stage
            }
        }
    }

    private static void dependent(ExecutorService pool, Burst burst) {
        CompletableFuture<String> done = CompletableFuture.completedFuture("");
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                done.thenRunAsync(burst.job(i), pool); // LEAK: dependent
            } else {
                done.thenRunAsync(burst.job(i), pool); // HEALTHY: dependent
            }
        }
    }

    private static void otherPool(ExecutorService pool, Burst burst) {
        ExecutorService other = Executors.newCachedThreadPool();
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                other.execute(burst.job(i)); // LEAK: otherPool
            } else {
                pool.execute(burst.job(i)); // HEALTHY: otherPool
            }
        }
        other.shutdown();
    }

    private static void scheduled(ScheduledExecutorService pool, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                pool.schedule(burst.job(i), 0, TimeUnit.MILLISECONDS); // LEAK: scheduled
            } else {
                pool.schedule(burst.job(i), 0, TimeUnit.MILLISECONDS); // HEALTHY: scheduled
            }
        }
    }

    private static void virtual(ThreadFactory factory, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                factory.newThread(burst.job(i)).start(); // LEAK: virtual
            } else {
                factory.newThread(burst.job(i)).start(); // HEALTHY: virtual
            }
        }
    }

    private static void virtualExecutor(ExecutorService perTask, Burst burst) {
        for (int i = 0; i < Burst.SIZE; i++) {
            if (Burst.isLeak(i)) {
                perTask.execute(burst.job(i)); // LEAK: virtualExecutor
            } else {
                perTask.execute(burst.job(i)); // HEALTHY: virtualExecutor
            }
        }
    }

    private HotSites() {}
}
