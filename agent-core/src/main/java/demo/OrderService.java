/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package demo;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The program that {@code demo} runs under the agent: a service whose four mistakes each leave something behind that
 * never ends. It stands in a package of its own, like a user's program, so that its frames look like a user's.
 */
public final class OrderService {
    private final ExecutorService importer = Executors.newFixedThreadPool(1);
    private final CountDownLatch supplierAnswered = new CountDownLatch(1);
    private final Semaphore connections = new Semaphore(0);
    private final Map<String, CompletableFuture<String>> replies = new ConcurrentHashMap<>();

    /** Makes its four mistakes, then lives as long as the process of the given number, which started it. */
    public static void main(String[] arguments) throws InterruptedException {
        OrderService service = new OrderService();
        service.importOrders();
        service.sendInvoices();
        service.refreshPrices();
        service.askForStock("4711");
        // told rather than asked for: a parent that has ended meanwhile is replaced by another process
        long starter = Long.parseLong(arguments[0]);
        while (ProcessHandle.of(starter).isPresent()) {
            Thread.sleep(200);
        }
        System.exit(0);
    }

    /** A pool task that waits for an answer which does not come. */
    private void importOrders() {
        importer.submit(this::loadFromSupplier);
    }

    /** A task of the same pool, whose only thread is taken. */
    private void sendInvoices() {
        importer.submit(this::loadFromSupplier);
    }

    /** A virtual thread that waits for a connection which nobody gives back. */
    private void refreshPrices() {
        ThreadFactory virtual = virtualThreads();
        if (virtual != null) {
            virtual.newThread(this::readPrices).start();
        }
    }

    /** A future whose reply got lost. */
    private void askForStock(String article) {
        CompletableFuture<String> reply = new CompletableFuture<>();
        reply.thenAccept(stock -> System.out.println("stock of " + article + ": " + stock));
        replies.put(article, reply);
    }

    private void loadFromSupplier() {
        try {
            supplierAnswered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readPrices() {
        connections.acquireUninterruptibly();
    }

    /** Virtual threads came with Java 21, later than the Java this is compiled for; null if there are none. */
    private static @Nullable ThreadFactory virtualThreads() {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
            builder.getMethod("name", String.class).invoke(virtual, "prices");
            return (ThreadFactory) builder.getMethod("factory").invoke(virtual);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
