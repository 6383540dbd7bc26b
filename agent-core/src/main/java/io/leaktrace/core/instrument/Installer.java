/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Health;
import io.leaktrace.bootstrap.Probes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Puts all hooks in place and takes them out again. Used by the thread that starts or detaches the agent, one at a
 * time.
 */
public final class Installer {
    private static final int NEWEST_TESTED = 25;

    private final Instrumentation instrumentation;
    private final Coverage coverage = new Coverage();
    private final Transformer transformer;
    private final boolean attached;

    private Installer(Instrumentation instrumentation, boolean attached) {
        this.instrumentation = instrumentation;
        this.attached = attached;
        this.transformer = new Transformer(Targets.forJdk(Runtime.version().feature()), coverage);
    }

    /**
     * Installs all hooks and begins to record. A class that cannot be changed is left out and named by {@link
     * #coverage()}.
     *
     * @param attached whether the application runs already, so that its classes are to be looked at too
     * @param virtual whether there may be virtual threads already
     * @param beforeHooks runs when nothing is recorded yet
     */
    public static Installer install(
            Instrumentation instrumentation, boolean attached, boolean virtual, Runnable beforeHooks) {
        Installer installer = new Installer(instrumentation, attached);
        Bridge.warmUp();
        List<Class<?>> classes = installer.load();
        if (virtual) {
            openJdk(instrumentation);
            VirtualThreads.ignoreScheduler();
        }
        beforeHooks.run();
        instrumentation.addTransformer(installer.transformer, true);
        if (attached) {
            Bridge.lookAtEveryStart();
        }
        Health.record(true);
        installer.retransform(classes);
        return installer;
    }

    /**
     * Lets the scanner read private fields of the JDK: facts that no host subclass can answer for. Not done before
     * {@code main}, because nobody reads any by then and it takes 4 ms.
     */
    public static void openJdk(Instrumentation instrumentation) {
        Module core = Installer.class.getModule();
        Set<Module> us = Set.of(core);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(
                        "java.lang", us,
                        "java.net", us,
                        "java.util", us,
                        "java.util.concurrent", us,
                        "java.util.concurrent.locks", us,
                        "jdk.internal.loader", us,
                        "jdk.internal.misc", us,
                        "jdk.internal.perf", us,
                        "jdk.internal.vm", us),
                Set.of(),
                Map.of());
    }

    /** One line for users: how many hooks are active, and which are not. Any thread. */
    public String coverage() {
        int failures = transformer.failures();
        int jdk = Runtime.version().feature();
        return coverage.line()
                + (failures == 0 ? "" : "; " + failures + " classes of the application left as they were")
                + (jdk <= NEWEST_TESTED ? "" : "; JDK " + jdk + " is newer than the newest tested, " + NEWEST_TESTED);
    }

    /** Restores every class that was changed and forgets all that was recorded. */
    public void uninstall() {
        Health.record(false);
        instrumentation.removeTransformer(transformer);
        retransform(load());
        List<Class<?>> changed = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null && transformer.changed(type)) {
                changed.add(type);
            }
        }
        retransform(changed);
        Bridge.forgetAll();
    }

    private List<Class<?>> load() {
        List<Class<?>> classes = new ArrayList<>();
        for (String type : transformer.jdkTypes()) {
            try {
                classes.add(Class.forName(type, false, null));
            } catch (ClassNotFoundException | LinkageError e) {
                coverage.failed(type, e);
            }
        }
        if (attached) {
            classes.addAll(executorsOfTheHost());
        }
        return classes;
    }

    /**
     * Executors that were loaded before us, with the classes nested around them, where their workers usually are. Only
     * those that will change: methods that run while their class is retransformed lose their line numbers.
     */
    private List<Class<?>> executorsOfTheHost() {
        Set<String> outermost = new HashSet<>();
        List<Class<?>> candidates = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader == null
                    || loader == ClassLoader.getPlatformClassLoader()
                    || loader == getClass().getClassLoader()) {
                continue;
            }
            if (instrumentation.isModifiableClass(type) && !type.isHidden() && !type.isArray()) {
                candidates.add(type);
                if (Executor.class.isAssignableFrom(type)) {
                    outermost.add(outermostName(type));
                }
            }
        }
        candidates.removeIf(type -> !outermost.contains(outermostName(type)) || !wouldChange(type));
        return candidates;
    }

    private boolean wouldChange(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            return in != null && transformer.wouldChange(type.getName(), in.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static String outermostName(Class<?> type) {
        int dollar = type.getName().indexOf('$', type.getName().lastIndexOf('.') + 2);
        return dollar < 0 ? type.getName() : type.getName().substring(0, dollar);
    }

    /**
     * All at once, because each call stops the JVM; if that fails, by halves, so that a bad class costs only itself: one
     * whose initialiser failed (an InternalError), or which refers to something that is missing.
     */
    private void retransform(List<Class<?>> classes) {
        if (classes.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
            int half = classes.size() / 2;
            if (half == 0) {
                coverage.failed(classes.get(0).getName(), e);
            } else {
                retransform(classes.subList(0, half));
                retransform(classes.subList(half, classes.size()));
            }
        }
    }

    /** Keeps the executors of virtual threads out of the records, if there are any yet; else the probes notice them. */
    private static final class VirtualThreads {
        static void ignoreScheduler() {
            try {
                Class<?> type = Class.forName("java.lang.VirtualThread", false, null);
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && Executor.class.isAssignableFrom(field.getType())) {
                        field.setAccessible(true);
                        Object executor = field.get(null);
                        Bridge.ignorePool(executor);
                        if (field.getName().equals("DEFAULT_SCHEDULER")) {
                            Probes.ignoreScheduler(executor);
                        }
                    }
                }
            } catch (ReflectiveOperationException before19) {
                return;
            }
        }
    }
}
