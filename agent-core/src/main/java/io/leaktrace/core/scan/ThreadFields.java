/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/** Reads fields of threads, whose methods a host may override. Any thread. */
final class ThreadFields {
    private static final JdkField HOLDER = JdkField.of("java.lang.Thread", "holder");
    private static final JdkField TARGET_OF_HOLDER = JdkField.of("java.lang.Thread$FieldHolder", "task");
    private static final JdkField TARGET_BEFORE_19 = JdkField.of("java.lang.Thread", "target");
    private static final JdkField CONTEXT = JdkField.of("java.lang.Thread", "contextClassLoader");
    private static final JdkField CLASS_PATH = JdkField.of("java.net.URLClassLoader", "ucp");
    private static final JdkField CLOSED = JdkField.of("jdk.internal.loader.URLClassPath", "closed");

    /** What a platform thread was made to run, or null if that is itself, or over. */
    static @Nullable Object target(Object thread) {
        Object holder = HOLDER.get(thread);
        return holder == null ? TARGET_BEFORE_19.get(thread) : TARGET_OF_HOLDER.get(holder);
    }

    /**
     * Whether it is left over from an application that was taken down: what it runs, or what it was started for, is of a
     * class loader that has been closed, as servers do with that of a web application.
     */
    static boolean isLeftOver(Object thread) {
        return isOfClosedLoader(thread) || isClosed(CONTEXT.get(thread)) || isOfClosedLoader(target(thread));
    }

    /** Whether an object is of a class whose loader has been closed. */
    static boolean isOfClosedLoader(@Nullable Object object) {
        return object != null && isClosed(object.getClass().getClassLoader());
    }

    private static boolean isClosed(@Nullable Object loader) {
        Object path = loader instanceof URLClassLoader ? CLASS_PATH.get(loader) : null;
        return path != null && Boolean.TRUE.equals(CLOSED.get(path));
    }

    private ThreadFields() {}
}
