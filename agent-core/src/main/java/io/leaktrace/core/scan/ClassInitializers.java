/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.ThreadTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which class a thread waits for that another thread initialises, which the JVM does not: it is used in the line
 * where the thread stands, and its initialiser is on the stack of the other. Where the line cannot be read, there must be
 * only one initialiser on any other stack. One instance per scan.
 */
final class ClassInitializers {
    private static final String INITIALIZER = "<clinit>";

    private final Collection<ThreadTask> threads;
    private final ClassFiles files;
    private @Nullable Map<String, ThreadTask> byClass;

    /** Knows initialisers of platform threads only. */
    ClassInitializers(Collection<ThreadTask> threads, ClassFiles files) {
        this.threads = threads;
        this.files = files;
    }

    /** The look at a thread that waits for a class, with that class and who initialises it, if these are known. */
    ThreadLook locate(ThreadTask waiter, ThreadLook look) {
        Set<String> used =
                look.frames().isEmpty() ? Set.of() : files.usedIn(look.frames().get(0));
        Map<String, ThreadTask> awaited = new HashMap<>(byClass());
        awaited.values().removeIf(thread -> thread == waiter);
        awaited.keySet().removeIf(type -> !used.isEmpty() && !used.contains(type));
        if (awaited.size() != 1) {
            return look;
        }
        String type = awaited.keySet().iterator().next();
        return look.initializes(type, files.identity(type), awaited.get(type).threadId);
    }

    private Map<String, ThreadTask> byClass() {
        if (byClass == null) {
            Map<String, ThreadTask> found = new HashMap<>();
            for (ThreadTask thread : threads) {
                ThreadLook look = ThreadWatch.lastLook(thread);
                if (look != null) {
                    look.frames().stream()
                            .filter(frame -> frame.getMethodName().equals(INITIALIZER))
                            .forEach(frame -> found.put(frame.getClassName(), thread));
                }
            }
            byClass = found;
        }
        return byClass;
    }
}
