/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a {@link ThreadPoolExecutor}, or of a copy of that class, as servers have them. Called by the
 * scanner's thread.
 */
final class ThreadPools {
    private static final String ORIGINAL = "java.util.concurrent.ThreadPoolExecutor";
    private static final String CONTROL = "ctl";
    private static final String QUEUE = "workQueue";

    /** The upper three bits of the control word are the run state. */
    private static final int COUNT_BITS = Integer.SIZE - 3;

    private static final int SHUTDOWN = 0;
    private static final int TIDYING = 2;

    /** Whether this executor is one. */
    static boolean include(Object executor) {
        return executor instanceof ThreadPoolExecutor || copy(executor) != null;
    }

    /** Whether it takes no more tasks. */
    static boolean isShutdown(Object executor) {
        return control(executor) >> COUNT_BITS >= SHUTDOWN;
    }

    /** Whether its last worker has ended. */
    static boolean isTerminated(Object executor) {
        return control(executor) >> COUNT_BITS >= TIDYING;
    }

    /** How many workers it has. */
    static int size(Object executor) {
        return control(executor) & ((1 << COUNT_BITS) - 1);
    }

    /** How many it may have, 0 if that cannot be read. */
    static int largestSize(Object executor) {
        return field(executor, "maximumPoolSize") instanceof Integer size ? size : 0;
    }

    /** Its queue, or null if nobody can look into it. */
    static @Nullable HostQueue queue(Object executor) {
        return HostQueue.of(field(executor, QUEUE));
    }

    /** What makes its threads, or null if that cannot be read. */
    static @Nullable Object threadFactory(Object executor) {
        return field(executor, "threadFactory");
    }

    /** What is asked when it takes no more, or null if that cannot be read. */
    static @Nullable Object rejectionHandler(Object executor) {
        return field(executor, "handler");
    }

    /** The control word; that of a new pool if it cannot be read. */
    private static int control(Object executor) {
        return field(executor, CONTROL) instanceof AtomicInteger word ? word.get() : -1 << COUNT_BITS;
    }

    private static @Nullable Object field(Object executor, String name) {
        if (executor instanceof ThreadPoolExecutor) {
            return JdkFields.get(ORIGINAL, name, executor);
        }
        Class<?> copy = copy(executor);
        try {
            Field field = copy == null ? null : copy.getDeclaredField(name);
            if (field == null) {
                return null;
            }
            field.setAccessible(true);
            return field.get(executor);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return null;
        }
    }

    /** The copied class that this executor is of, or null. */
    private static @Nullable Class<?> copy(Object executor) {
        for (Class<?> type = executor.getClass();
                type != null && type.getClassLoader() != null;
                type = type.getSuperclass()) {
            try {
                if (type.getDeclaredField(CONTROL).getType() == AtomicInteger.class
                        && type.getDeclaredField(QUEUE) != null) {
                    return type;
                }
            } catch (NoSuchFieldException | LinkageError other) {
                continue;
            }
        }
        return null;
    }

    private ThreadPools() {}
}
