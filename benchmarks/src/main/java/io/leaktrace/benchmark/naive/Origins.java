/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.naive;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where every live task was created. Called by advice on any thread. */
public final class Origins {
    private static final Map<Object, Throwable> STACKS = new ConcurrentHashMap<>();

    /** A task was handed over or a thread started, right here. */
    public static void created(Object task) {
        STACKS.put(task, new Throwable());
    }

    /** It has run. */
    public static void ended(Object task) {
        STACKS.remove(task);
    }

    private Origins() {}
}
