/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * What JDK 21 added to threads, for classes compiled for 17. Method handles, because they leave no frame between the line
 * that calls and the JDK's method.
 */
final class Virtual {
    /** {@code (Runnable)Thread}: Thread.startVirtualThread. */
    static final MethodHandle START_VIRTUAL = find(Thread.class, "startVirtualThread", Thread.class, Runnable.class);

    /** {@code ()ExecutorService}. */
    static final MethodHandle EXECUTOR =
            find(Executors.class, "newVirtualThreadPerTaskExecutor", ExecutorService.class);

    /** {@code (ThreadFactory)ExecutorService}. */
    static final MethodHandle THREAD_PER_TASK =
            find(Executors.class, "newThreadPerTaskExecutor", ExecutorService.class, ThreadFactory.class);

    /** {@code (builder, Runnable)Thread}: starts it. */
    static final MethodHandle START = builder("start", Thread.class, Runnable.class);

    /** {@code (builder, Runnable)Thread}: does not start it. */
    static final MethodHandle UNSTARTED = builder("unstarted", Thread.class, Runnable.class);

    private static final MethodHandle FACTORY = builder("factory", ThreadFactory.class);
    private static final MethodHandle NAME = builder("name", type("java.lang.Thread$Builder"), String.class);

    /** Thread.ofVirtual() with this name. */
    static Object ofVirtual(String name) throws Throwable {
        return named(find(Thread.class, "ofVirtual", type("java.lang.Thread$Builder$OfVirtual")), name);
    }

    /** Thread.ofPlatform() with this name. */
    static Object ofPlatform(String name) throws Throwable {
        return named(find(Thread.class, "ofPlatform", type("java.lang.Thread$Builder$OfPlatform")), name);
    }

    /** The factory of a builder. */
    static ThreadFactory factory(Object builder) throws Throwable {
        return (ThreadFactory) FACTORY.invoke(builder);
    }

    private static Object named(MethodHandle of, String name) throws Throwable {
        return NAME.invoke(of.invoke(), name);
    }

    private static MethodHandle builder(String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(type("java.lang.Thread$Builder"), name, methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("needs JDK 21", e);
        }
    }

    private static MethodHandle find(Class<?> in, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup().findStatic(in, name, methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("needs JDK 21", e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("needs JDK 21", e);
        }
    }

    private Virtual() {}
}
