/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

/** Records the threads that were there before the agent: {@code main} first, so that it is task 1 where it exists. */
final class ExistingThreads implements Runnable {
    private final boolean virtual;

    /** Looks whether there may be virtual threads: before {@code main} only if another agent has started one. */
    ExistingThreads(boolean attached) {
        boolean carried = attached;
        for (Thread thread : platformThreads()) {
            carried |= thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
        }
        virtual = carried;
    }

    boolean mayBeVirtual() {
        return virtual;
    }

    /** Records all of them; on the thread that starts the agent, before any hook exists. */
    @Override
    public void run() {
        Thread[] threads = platformThreads();
        for (Thread thread : threads) {
            if (thread.getName().equals("main")) {
                Bridge.adopt(thread);
            }
        }
        for (Thread thread : threads) {
            Bridge.adopt(thread);
        }
        if (virtual) {
            adoptVirtual();
        }
    }

    private static void adoptVirtual() {
        try {
            Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers", false, null);
            adopt(containers.getMethod("root").invoke(null));
        } catch (ReflectiveOperationException | RuntimeException before21) {
            return;
        }
    }

    /** Virtual threads are in no group but in a tree of containers. */
    private static void adopt(Object container) throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.internal.vm.ThreadContainer", false, null);
        Method threads = type.getMethod("threads");
        threads.setAccessible(true);
        ((Stream<?>) threads.invoke(container)).forEach(thread -> Bridge.adopt((Thread) thread));
        Method children = type.getMethod("children");
        children.setAccessible(true);
        for (Object child : ((Stream<?>) children.invoke(container)).toList()) {
            adopt(child);
        }
    }

    private static Thread[] platformThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() * 2 + 16];
        int count = root.enumerate(threads, true);
        return Arrays.copyOf(threads, count);
    }
}
