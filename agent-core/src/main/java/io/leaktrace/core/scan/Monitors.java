/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which monitors a virtual thread waits for and which a thread holds: what the management interface does not tell of
 * virtual threads, but what the JVM's own thread dump is made of from JDK 25 on. Says nothing before. Each question stops
 * the thread for a moment, so it is asked of stuck ones only.
 */
final class Monitors {
    private static final String SNAPSHOT = "jdk.internal.vm.ThreadSnapshot";
    private static final @Nullable MethodHandle OF = method("of", Thread.class);
    private static final @Nullable MethodHandle BLOCKED_ON = method("blockedOn", null);
    private static final JdkField LOCKS = JdkField.of(SNAPSHOT, "locks");
    private static final JdkField LOCK = JdkField.of(SNAPSHOT + "$ThreadLock", "obj");

    /** The monitor that this thread waits to enter, or null. */
    static @Nullable Object awaitedBy(Thread thread) {
        Object snapshot = snapshot(thread);
        return snapshot == null || BLOCKED_ON == null ? null : call(BLOCKED_ON, snapshot);
    }

    /** The monitors that this thread holds. */
    static List<Object> heldBy(Thread thread) {
        Object snapshot = snapshot(thread);
        List<Object> held = new ArrayList<>();
        if (snapshot != null && LOCKS.get(snapshot) instanceof Object[] locks) {
            for (Object lock : locks) {
                Object monitor = lock == null ? null : LOCK.get(lock);
                if (monitor != null) {
                    held.add(monitor);
                }
            }
        }
        return held;
    }

    private static @Nullable Object snapshot(Thread thread) {
        return OF == null ? null : call(OF, thread);
    }

    private static @Nullable Object call(MethodHandle method, Object argument) {
        try {
            return method.invoke(argument);
        } catch (Throwable unsupported) {
            return null;
        }
    }

    /** A method of the JVM's snapshots: static if it takes something. */
    private static @Nullable MethodHandle method(String name, @Nullable Class<?> parameter) {
        try {
            Class<?> type = Class.forName(SNAPSHOT, false, null);
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return parameter == null
                    ? lookup.findVirtual(type, name, MethodType.methodType(Object.class))
                    : lookup.findStatic(type, name, MethodType.methodType(type, parameter));
        } catch (ReflectiveOperationException | RuntimeException before25) {
            return null;
        }
    }

    private Monitors() {}
}
