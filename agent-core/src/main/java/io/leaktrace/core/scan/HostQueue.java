/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a pool's queue without ever waiting for the host: a queue whose locks are not free within a moment, or whose code
 * is not the JDK's own, says nothing. A host that is stuck in a comparator holds its queue's lock for good.
 */
final class HostQueue {
    private static final long PATIENCE_MILLIS = 5;

    private final BlockingQueue<?> queue;

    private HostQueue(BlockingQueue<?> queue) {
        this.queue = queue;
    }

    /** Null if it is no queue that can be looked into. */
    static @Nullable HostQueue of(@Nullable Object queue) {
        return queue instanceof BlockingQueue<?> blocking && isOfJdk(blocking) ? new HostQueue(blocking) : null;
    }

    /** What it holds at this moment, or null if that cannot be had at once. */
    Object @Nullable [] contents() {
        List<ReentrantLock> held = lock();
        if (held == null) {
            return null;
        }
        try {
            return queue.toArray();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** How much it holds, or -1 if that cannot be had at once. */
    int size() {
        List<ReentrantLock> held = lock();
        if (held == null) {
            return -1;
        }
        try {
            return queue.size();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** Takes all locks of the queue, in the order of their fields, or none: then null. */
    private @Nullable List<ReentrantLock> lock() {
        List<ReentrantLock> held = new ArrayList<>();
        for (ReentrantLock lock : locks()) {
            boolean taken = false;
            try {
                taken = lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!taken) {
                held.forEach(ReentrantLock::unlock);
                return null;
            }
            held.add(lock);
        }
        return held;
    }

    private List<ReentrantLock> locks() {
        List<ReentrantLock> locks = new ArrayList<>();
        for (Class<?> type = queue.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getClassLoader() == null) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getType() == ReentrantLock.class
                            && !Modifier.isStatic(field.getModifiers())
                            && JdkFields.get(type.getName(), field.getName(), queue) instanceof ReentrantLock lock) {
                        locks.add(lock);
                    }
                }
            }
        }
        return locks;
    }

    /** Whether what is called of it is the JDK's own code, perhaps inherited. */
    private static boolean isOfJdk(BlockingQueue<?> queue) {
        try {
            return queue.getClass().getMethod("toArray").getDeclaringClass().getClassLoader() == null
                    && queue.getClass().getMethod("size").getDeclaringClass().getClassLoader() == null;
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }
}
