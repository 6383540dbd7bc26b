/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.program;

import io.leaktrace.benchmark.row.Frames;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;

/**
 * Virtual threads that all wait. Prints {@code ready} and their number once they do, and ends with its standard input.
 *
 * <p>Arguments: number of threads; depth of the calling stack.
 */
public final class ParkedThreads {
    /** Called by the JVM. */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        // by name, for this is compiled for Java 17
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        CountDownLatch started = new CountDownLatch(count);
        CountDownLatch end = new CountDownLatch(1);
        Thread[] threads = new Thread[count];
        Runnable work = () -> {
            started.countDown();
            await(end);
        };
        Frames.atDepth(Integer.parseInt(arguments[1]), () -> {
            for (int i = 0; i < count; i++) {
                threads[i] = start(start, work);
            }
        });
        started.await();
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        System.out.println("ready " + count);
        while (System.in.read() >= 0) {
            continue;
        }
    }

    private static Thread start(Method start, Runnable work) {
        try {
            return (Thread) start.invoke(null, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ParkedThreads() {}
}
