/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What does a virtual thread cost from its start to its end? */
public class VirtualThreads {
    private static final int THREADS = 5_000;
    /** By handle, for this is compiled for Java 17. */
    private static final MethodHandle START = start();

    @Benchmark
    @OperationsPerInvocation(THREADS)
    public void run(CallingStack stack) {
        stack.run(VirtualThreads::startAndJoin);
    }

    private static void startAndJoin() {
        Thread[] threads = new Thread[THREADS];
        try {
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Runnable work = () -> nothing(number);
                threads[i] = (Thread) START.invokeExact(work);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void nothing(int number) {
        assert number >= 0;
    }

    private static MethodHandle start() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no virtual threads", e);
        }
    }
}
