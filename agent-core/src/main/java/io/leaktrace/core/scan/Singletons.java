/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells threads and pools that a library keeps for the life of the process: a class of it, which took part in their
 * creation, holds them in a static field, itself or in an object held there. Whoever was the first to need such a thing
 * is not to blame for it. Fields are read, nothing of the host is called. One instance per scan.
 *
 * <p>A library is what is loaded from a jar. Directories hold what is being developed: a field that keeps a pool there may
 * be the very leak.
 */
final class Singletons {
    private static final int DEEPEST = 3;
    private static final int MOST_OBJECTS = 2_000;

    private final Function<Set<String>, List<Class<?>>> classes;
    private final Map<Origin, Set<Object>> held = new IdentityHashMap<>();

    /** The function finds the loaded classes that have one of these names. */
    Singletons(Function<Set<String>, List<Class<?>>> classes) {
        this.classes = classes;
    }

    /** Whether a thread or pool is held by a library that took part in creating it; false for tasks of other kinds. */
    boolean hold(Task task, Origin origin) {
        Set<Object> wanted = wanted(task);
        return !wanted.isEmpty() && !Collections.disjoint(held.computeIfAbsent(origin, this::heldBy), wanted);
    }

    private Set<Object> heldBy(Origin origin) {
        Set<String> names = new HashSet<>();
        origin.above().forEach(frame -> names.add(frame.getClassName()));
        origin.frames().forEach(frame -> names.add(frame.getClassName()));
        Set<Object> held = identities();
        for (Class<?> type : classes.apply(names)) {
            if (isOfLibrary(type)) {
                add(held, type);
            }
        }
        return held;
    }

    /** The thread or executor itself, what a thread was made to run, and what that is a part of: it often holds the thread. */
    private static Set<Object> wanted(Task task) {
        Set<Object> wanted = identities();
        Object object = task.get();
        if (object != null && (task instanceof Pool || task instanceof ThreadTask)) {
            wanted.add(object);
            Object target = task instanceof ThreadTask ? ThreadFields.target(object) : null;
            if (target != null) {
                wanted.add(target);
                fields(target, target.getClass(), false, held -> {
                    if (isAround(held.getClass(), target.getClass().getName())) {
                        wanted.add(held);
                    }
                });
            }
        }
        wanted.removeIf(each -> !isWorthALook(each));
        return wanted;
    }

    /** Whether an object is what a lambda or inner class of this name is a part of. */
    private static boolean isAround(Class<?> type, String innerName) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            if (innerName.startsWith(each.getName() + "$")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfLibrary(Class<?> type) {
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            return source == null
                    || source.getLocation() == null
                    || !source.getLocation().getPath().endsWith("/");
        } catch (SecurityException hidden) {
            return false;
        }
    }

    private static void add(Set<Object> held, Class<?> type) {
        List<Object> level = new ArrayList<>();
        fields(null, type, true, level::add);
        for (int depth = 0; depth <= DEEPEST; depth++) {
            List<Object> next = new ArrayList<>();
            for (Object object : level) {
                if (held.size() < MOST_OBJECTS && held.add(object) && depth < DEEPEST && isOpenedUp(object)) {
                    fields(object, object.getClass(), false, next::add);
                }
            }
            level = next;
        }
    }

    /** What holds one thing, not many: a collection of all that were ever made says nothing. */
    private static boolean isOpenedUp(Object object) {
        Class<?> type = object.getClass();
        String name = type.getName();
        return isWorthALook(object)
                && !(object instanceof Thread)
                && (!Frames.isJdk(type)
                        || !name.startsWith("java.")
                        || name.startsWith("java.util.concurrent.Executors$")
                        || name.startsWith("java.util.concurrent.atomic.AtomicReference")
                        || name.equals("java.util.Timer"));
    }

    private static boolean isWorthALook(Object object) {
        Class<?> type = object.getClass();
        return !type.isArray()
                && !(object instanceof Class)
                && !(object instanceof ClassLoader)
                && !(object instanceof String)
                && !(object instanceof Number);
    }

    private static void fields(@Nullable Object object, Class<?> declaring, boolean ofClass, Consumer<Object> values) {
        for (Class<?> type = declaring; type != null && type != Object.class; type = type.getSuperclass()) {
            try {
                for (Field field : type.getDeclaredFields()) {
                    if (!field.getType().isPrimitive() && Modifier.isStatic(field.getModifiers()) == ofClass) {
                        value(field, object, values);
                    }
                }
            } catch (LinkageError | RuntimeException incomplete) {
                continue; // a class of the host whose fields' types are missing
            }
        }
    }

    private static void value(Field field, @Nullable Object object, Consumer<Object> values) {
        try {
            field.setAccessible(true);
            Object value = field.get(object);
            if (value != null) {
                values.accept(value);
            }
        } catch (IllegalAccessException | RuntimeException | LinkageError closed) {
            return; // of a module that does not open it: then nobody can tell
        }
    }

    private static Set<Object> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
