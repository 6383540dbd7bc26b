/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Threads that wait for ever, each in a way of its own. */
public final class Waits {
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final ReentrantReadWriteLock READ_WRITE = new ReentrantReadWriteLock();
    private static final Object MONITOR = new Object();
    private static ServerSocket server;

    /** A wait that throws what it likes. */
    private interface Wait {
        void await() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LOCK.lock();
        READ_WRITE.writeLock().lock();
        synchronized (MONITOR) {
            startAll();
            Program.run();
        }
    }

    private static void startAll() throws Exception {
        thread(() -> new CountDownLatch(1).await()).start(); // LEAK: latch
        thread(() -> new LinkedBlockingQueue<String>().take()).start(); // LEAK: linkedTake
        thread(() -> new ArrayBlockingQueue<String>(1).take()).start(); // LEAK: arrayTake
        thread(Waits::put).start(); // LEAK: arrayPut
        thread(() -> new SynchronousQueue<String>().put("")).start(); // LEAK: synchronousPut
        thread(() -> new FutureTask<>(() -> "").get()).start(); // LEAK: futureTask
        thread(() -> new CompletableFuture<String>().get()).start(); // LEAK: completableGet
        thread(() -> new CompletableFuture<String>().join()).start(); // LEAK: completableJoin
        thread(Waits::enter).start(); // LEAK: monitor
        thread(Waits::objectWait).start(); // LEAK: objectWait
        thread(Waits::join).start(); // LEAK: join
        thread(() -> LOCK.lock()).start(); // LEAK: lock
        thread(() -> READ_WRITE.readLock().lock()).start(); // LEAK: readLock
        thread(() -> new Semaphore(0).acquire()).start(); // LEAK: semaphore
        thread(Waits::condition).start(); // LEAK: condition
        thread(() -> new CyclicBarrier(2).await()).start(); // LEAK: barrier
        thread(() -> new Exchanger<String>().exchange("")).start(); // LEAK: exchanger
        thread(() -> LockSupport.park()).start(); // LEAK: park
        thread(() -> Thread.sleep(3_600_000)).start(); // LEAK: sleep
        thread(Waits::timedWait).start(); // LEAK: timedWait
        thread(Waits::read).start(); // LEAK: socketRead
        thread(Waits::process).start(); // LEAK: process
        thread(() -> StuckClass.touch()).start(); // LEAK: initializer
        while (!StuckClass.entered) {
            Thread.sleep(1);
        }
        thread(() -> StuckClass.touch().trim()).start(); // LEAK: initializedByOther
    }

    private static Thread thread(Wait wait) {
        return new Thread(() -> {
            try {
                wait.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void put() throws InterruptedException {
        BlockingQueue<String> full = new ArrayBlockingQueue<>(1);
        full.put("");
        full.put("");
    }

    private static void enter() {
        synchronized (MONITOR) {
            throw new IllegalStateException("main holds it");
        }
    }

    private static void objectWait() throws InterruptedException {
        Object lonely = new Object();
        synchronized (lonely) {
            lonely.wait();
        }
    }

    private static void timedWait() throws InterruptedException {
        Object lonely = new Object();
        synchronized (lonely) {
            lonely.wait(3_600_000);
        }
    }

    private static void join() throws InterruptedException {
        Thread busy = new Thread(Program::busy, "busy");
        busy.start();
        busy.join();
    }

    private static void condition() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        lock.newCondition().await();
    }

    private static void read() throws IOException {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getInputStream().read();
        }
    }

    /** Of a process that ends with this one. */
    private static void process() throws Exception {
        new ProcessBuilder("cat").start().waitFor();
    }

    private Waits() {}
}
