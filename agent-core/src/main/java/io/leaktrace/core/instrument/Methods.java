/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Which methods of a class are meant: those with code that fit in every respect.
 *
 * @param names any of them
 * @param arguments how many they take, or {@link #ANY}
 * @param runnableAt which argument is declared a Runnable, or {@link #ANY}
 * @param atInstance whether static methods are left out
 */
record Methods(List<String> names, int arguments, int runnableAt, boolean atInstance) {
    private static final int ANY = -1;
    private static final String RUNNABLE = "Ljava/lang/Runnable;";

    static Methods named(String... names) {
        return new Methods(List.of(names), ANY, ANY, false);
    }

    static Methods constructor() {
        return named("<init>");
    }

    Methods taking(int count) {
        return new Methods(names, count, runnableAt, atInstance);
    }

    Methods withRunnableAt(int index) {
        return new Methods(names, arguments, index, atInstance);
    }

    Methods ofInstances() {
        return new Methods(names, arguments, runnableAt, true);
    }

    boolean include(int access, String name, String descriptor) {
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0
                || (atInstance && (access & Opcodes.ACC_STATIC) != 0)
                || !names.contains(name)) {
            return false;
        }
        Type[] types = Type.getArgumentTypes(descriptor);
        return (arguments == ANY || types.length == arguments)
                && (runnableAt == ANY
                        || (runnableAt < types.length
                                && types[runnableAt].getDescriptor().equals(RUNNABLE)));
    }
}
