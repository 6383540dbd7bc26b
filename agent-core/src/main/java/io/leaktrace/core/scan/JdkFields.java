/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads private fields of JDK objects, whose packages the installer opened to us. Facts come from here and not from
 * methods, because a subclass of the host may answer those slowly, wrongly or never. A field that this JDK does not
 * have reads as null.
 */
final class JdkFields {
    private static final Object ABSENT = new Object();
    private static final Map<String, Object> FIELDS = new ConcurrentHashMap<>();

    /** The value of a field declared in the class of this name, or null if there is none. */
    static @Nullable Object get(String declaringClass, String name, Object object) {
        Object field = FIELDS.computeIfAbsent(declaringClass + '.' + name, key -> find(declaringClass, name));
        if (field == ABSENT) {
            return null;
        }
        try {
            return ((Field) field).get(object);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The same for a number; {@code otherwise} if there is none. */
    static long number(String declaringClass, String name, Object object, long otherwise) {
        return get(declaringClass, name, object) instanceof Number number ? number.longValue() : otherwise;
    }

    private static Object find(String declaringClass, String name) {
        try {
            Field field = Class.forName(declaringClass, false, null).getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return ABSENT;
        }
    }

    private JdkFields() {}
}
