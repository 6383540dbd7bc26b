/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tasks that somebody was told of, by their numbers: no leak fails two tests, or two runs in one JVM. Any thread. */
final class Told {
    private static final Set<Object> TASKS = ConcurrentHashMap.newKeySet();

    static void add(Collection<Leak> leaks) {
        leaks.forEach(leak -> TASKS.addAll(leak.tasks()));
    }

    /** Whether all tasks of a leak were told of. */
    static boolean knows(Leak leak) {
        return TASKS.containsAll(leak.tasks());
    }

    private Told() {}
}
