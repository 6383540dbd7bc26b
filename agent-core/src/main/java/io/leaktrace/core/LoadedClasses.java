/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Looks up loaded classes of the host by name. Looks at all of them, so callers keep the answers. Any thread. */
final class LoadedClasses {
    private final Map<String, Boolean> executors = new ConcurrentHashMap<>();
    private final Instrumentation instrumentation;

    LoadedClasses(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Whether a class of this name, outside the JDK, is an executor. The answer is kept. */
    boolean isExecutor(String binaryName) {
        return executors.computeIfAbsent(binaryName, name -> {
            Class<?> type = find(name);
            return type != null && Executor.class.isAssignableFrom(type);
        });
    }

    /** A class of this name, or null if none is loaded. */
    @Nullable
    Class<?> find(String binaryName) {
        List<Class<?>> found = find(Set.of(binaryName));
        return found.isEmpty() ? null : found.get(0);
    }

    /** All classes that have one of these names, with their packages opened so that the core can read fields. */
    List<Class<?>> findReadable(Set<String> binaryNames) {
        List<Class<?>> found = find(binaryNames);
        found.forEach(this::open);
        return found;
    }

    private void open(Class<?> type) {
        Module module = type.getModule();
        Module core = LoadedClasses.class.getModule();
        if (module.isNamed() && !module.isOpen(type.getPackageName(), core)) {
            Map<String, Set<Module>> opened = Map.of(type.getPackageName(), Set.of(core));
            instrumentation.redefineModule(module, Set.of(), Map.of(), opened, Set.of(), Map.of());
        }
    }

    /** All classes that have one of these names. */
    List<Class<?>> find(Set<String> binaryNames) {
        List<Class<?>> found = new ArrayList<>();
        Class<?>[] loaded = instrumentation.getAllLoadedClasses();
        if (loaded != null) { // as the JVM answers when it is ending
            for (Class<?> type : loaded) {
                if (binaryNames.contains(type.getName())) {
                    found.add(type);
                }
            }
        }
        return found;
    }
}
