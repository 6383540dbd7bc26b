/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What is made per call and never closed, and what looks like it; the first argument says which. */
public final class PerCall {
    private static final int CALLS = 25;
    private static final List<Object> KEPT = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "leaks" -> leaks();
            case "innocents" -> innocents();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void leaks() throws Exception {
        for (int i = 0; i < CALLS; i++) {
            call();
            remind();
            ask();
        }
        forgotten("order").thenAccept(System.out::println);
        System.out.println("ready");
        int grown = 0;
        for (String line = Program.nextLine(); !line.equals("stop"); line = Program.nextLine()) {
            KEPT.add(pending(++grown));
        }
        Program.end();
    }

    private static void remind() {
        Timer timer = new Timer(true); // LEAK: timer
        timer.schedule(new Never(), TimeUnit.HOURS.toMillis(1));
    }

    private static void ask() {
        KEPT.add(HttpClient.newHttpClient()); // LEAK: client
    }

    /** Comes too late to do anything. */
    private static final class Never extends TimerTask {
        @Override
        public void run() {}
    }

    /** Of the pool nothing is left but its worker. */
    private static void call() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2); // LEAK: pool
        pool.submit(() -> "done").get();
    }

    /** A result that nobody will ever have. */
    private static CompletableFuture<String> forgotten(String what) {
        CompletableFuture<String> result = new CompletableFuture<>(); // LEAK: promise
        KEPT.add(List.of(what, result));
        return result;
    }

    /** One more of what waits for something for ever. */
    private static Object pending(int number) {
        CompletableFuture<Integer> result = new CompletableFuture<>(); // LEAK: growing
        return List.of(number, result);
    }

    private static void innocents() throws Exception {
        List<ExecutorService> pools = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            ExecutorService closed = Executors.newFixedThreadPool(2);
            closed.submit(() -> "done").get();
            closed.shutdown();
            pools.add(Executors.newSingleThreadExecutor()); // a pool for each of many tenants, used by whoever comes
        }
        Thread user = new Thread(() -> pools.forEach(pool -> pool.execute(() -> {})));
        user.start();
        user.join();
        for (int i = 0; i < CALLS; i++) {
            Executors.newFixedThreadPool(1); // never used: no thread, nothing to lose
        }
        KEPT.addAll(pools);
        KEPT.add(new Service());
        CompletableFuture<String> soon = new CompletableFuture<>();
        soon.thenAccept(KEPT::add);
        soon.complete("soon");
        KEPT.add(lattice());
        new Thread(PerCall::sawTooth, "saw").start();
        Program.rest();
    }

    /** Tells of its end by a future that others depend on. */
    private static final class Service {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        Service() {
            closed.thenRun(() -> System.out.println("closed"));
        }
    }

    /** A future that everything depends on, by a thousand million ways, and nobody any more. */
    private static Object lattice() {
        CompletableFuture<Void> start = new CompletableFuture<>();
        List<CompletableFuture<Void>> layer = List.of(start);
        for (int depth = 0; depth < 10; depth++) {
            List<CompletableFuture<Void>> next = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                next.add(CompletableFuture.allOf(layer.toArray(new CompletableFuture<?>[0])));
            }
            layer = next;
        }
        layer.forEach(last -> last.cancel(true));
        return start;
    }

    /** Ever more, until they are all done, over and over. */
    private static void sawTooth() {
        try {
            while (true) {
                List<CompletableFuture<Integer>> open = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    open.add(new CompletableFuture<>());
                    Thread.sleep(20);
                }
                open.forEach(future -> future.complete(0));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PerCall() {}
}
