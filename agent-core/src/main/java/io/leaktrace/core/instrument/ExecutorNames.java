/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of the classes outside the JDK that declare {@code execute(Runnable)}, as far as they were loaded. Any thread.
 */
public final class ExecutorNames {
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    static void add(String binaryName) {
        NAMES.add(binaryName);
    }

    /** Whether a class of this binary name takes tasks as an executor does. */
    public static boolean contains(String binaryName) {
        return NAMES.contains(binaryName);
    }

    private ExecutorNames() {}
}
