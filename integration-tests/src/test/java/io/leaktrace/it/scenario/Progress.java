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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that wait at one and the same line again and again, each time for less than the threshold: they make progress,
 * however long it goes on. With the argument {@code virtual} they are virtual threads, which needs JDK 21.
 */
public final class Progress {
    private static final BlockingQueue<String> FED = new LinkedBlockingQueue<>();
    private static final BlockingQueue<String> FULL = new ArrayBlockingQueue<>(1);
    private static final Semaphore PERMITS = new Semaphore(0);
    private static final Object NOTIFIED = new Object();
    private static final Object CONTENDED = new Object();
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static boolean virtual;

    /** One round of a loop. */
    private interface Round {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Throwable {
        virtual = arguments.length > 0;
        CountDownLatch never = new CountDownLatch(1);
        loop("timed latch", () -> never.await(500, TimeUnit.MILLISECONDS));
        loop("sleep", () -> Thread.sleep(700));
        loop("long sleep", () -> Thread.sleep(1_500));
        loop("timed poll", () -> new LinkedBlockingQueue<String>().poll(1_200, TimeUnit.MILLISECONDS));
        loop("parkNanos", () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(900)));
        loop("fed take", () -> FED.take());
        loop("drained put", () -> FULL.put(""));
        loop("released acquire", () -> PERMITS.acquire());
        loop("notified wait", Progress::awaitNotification);
        loop("timed wait", Progress::timedWait);
        loop("lock", () -> hold(LOCK));
        loop("other lock", () -> hold(LOCK));
        loop("monitor", Progress::enterAndSleep);
        loop("other monitor", Progress::enterAndSleep);
        sockets();
        loop("feeder", Progress::feed);
        Program.rest();
    }

    private static void loop(String name, Round round) throws Throwable {
        Runnable rounds = () -> {
            try {
                for (; ; ) {
                    round.run();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        if (virtual) {
            Thread started = (Thread) Virtual.START.invoke(Virtual.ofVirtual(name), rounds);
            started.setName(name);
        } else {
            new Thread(rounds, name).start();
        }
    }

    /** Gives every waiting loop something, so that each goes round once in 400 ms. */
    private static void feed() throws InterruptedException {
        Thread.sleep(400);
        FED.add("food");
        FULL.poll();
        PERMITS.release();
        synchronized (NOTIFIED) {
            NOTIFIED.notifyAll();
        }
    }

    private static void awaitNotification() throws InterruptedException {
        synchronized (NOTIFIED) {
            NOTIFIED.wait();
        }
    }

    private static void timedWait() throws InterruptedException {
        Object lonely = new Object();
        synchronized (lonely) {
            lonely.wait(600);
        }
    }

    private static void hold(ReentrantLock lock) throws InterruptedException {
        lock.lock();
        try {
            Thread.sleep(300);
        } finally {
            lock.unlock();
        }
        Thread.sleep(10);
    }

    private static void enterAndSleep() throws InterruptedException {
        synchronized (CONTENDED) {
            Thread.sleep(300);
        }
        Thread.sleep(10);
    }

    private static void sockets() throws Throwable {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Socket reading = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket writing = server.accept();
        loop("reader", () -> read(reading));
        loop("writer", () -> write(writing));
        Thread.yield();
    }

    private static void read(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("closed");
        }
    }

    private static void write(Socket socket) throws Exception {
        Thread.sleep(400);
        socket.getOutputStream().write('x');
    }

    private Progress() {}
}
