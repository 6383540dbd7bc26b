/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A private field of a JDK class, looked up once: for facts that are read of every task. A record, because the compiler
 * takes the fields of one for constants, if it is one itself; then a read costs no more than one of our own fields. What
 * this JDK does not have reads as null. Any thread.
 *
 * @param handle reads the field, or null if there is none
 */
record JdkField(@Nullable VarHandle handle) {
    /** The field declared in the class of this name. */
    static JdkField of(String declaringClass, String name) {
        try {
            Class<?> type = Class.forName(declaringClass, false, null);
            Field field = type.getDeclaredField(name);
            return new JdkField(
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflectVarHandle(field));
        } catch (ReflectiveOperationException | RuntimeException absent) {
            return new JdkField(null);
        }
    }

    /** Its value in an object, null if that is of another class. */
    @Nullable
    Object get(Object object) {
        try {
            return handle == null ? null : handle.get(object);
        } catch (ClassCastException other) {
            return null;
        }
    }

    /** The same for a field of a number. */
    long number(Object object, long otherwise) {
        try {
            return handle == null ? otherwise : (long) handle.get(object);
        } catch (ClassCastException other) {
            return otherwise;
        }
    }
}
