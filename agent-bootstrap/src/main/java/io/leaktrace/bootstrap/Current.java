/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/**
 * Finds the entry of the current thread. A thread that clears its thread-locals is found again through the registry.
 */
final class Current extends ThreadLocal<ThreadTask> {
    /** {@code java.lang.BaseVirtualThread}, or null before JDK 19. */
    static final Class<?> VIRTUAL = find("java.lang.BaseVirtualThread");

    /** The class of the threads that carry virtual threads, or null before JDK 19: probes never touch those. */
    static final Class<?> CARRIER = find("jdk.internal.misc.CarrierThread");

    /** Replaced as a whole to make all threads forget what they knew. */
    private static volatile Current current = new Current();

    static ThreadTask self() {
        return current.get();
    }

    static void forget() {
        current.remove(); // what others remember goes when their thread-locals are tidied up
        current = new Current();
    }

    @Override
    protected ThreadTask initialValue() {
        return adopt(Thread.currentThread());
    }

    /** The entry of a thread, made now if it existed before LeakTrace did. */
    static ThreadTask adopt(Thread thread) {
        ThreadTask known = Registry.findThread(thread);
        if (known != null) {
            return known;
        }
        ThreadTask task = new ThreadTask(thread, isVirtual(thread), isInternal(thread), null, null, null);
        Registry.add(task);
        return task;
    }

    static boolean isVirtual(Object object) {
        return VIRTUAL != null && VIRTUAL.isInstance(object);
    }

    static boolean isCarrier(Thread thread) {
        return CARRIER != null && thread.getClass() == CARRIER;
    }

    /**
     * Whether it is the JVM's own: by class and group, because names lie. Workers of the common pool are the host's.
     */
    static boolean isInternal(Thread thread) {
        if (isCarrier(thread)) {
            return true;
        }
        ThreadGroup group = thread.getThreadGroup();
        if (group == null || thread instanceof java.util.concurrent.ForkJoinWorkerThread) {
            return false;
        }
        String name = group.getName();
        return name.equals("system")
                || name.equals("InnocuousThreadGroup")
                || name.equals("RMI Runtime")
                || name.equals("CarrierThreads")
                || thread.getName().startsWith("leaktrace-");
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }
}
