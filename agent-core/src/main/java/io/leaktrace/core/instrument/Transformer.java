/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import io.leaktrace.core.instrument.advice.HostExecuteAdvice;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM asks about every class it loads, on the loading thread: a look-up for classes of the JDK, a look at the
 * constant pool for others, then null for nearly all of them. Takes no locks of its own while it holds the JVM's.
 */
final class Transformer implements ClassFileTransformer {
    private static final int CHANGED_BITS = 1 << 16;
    private static final String TIMER_THREAD = "java/util/TimerThread";
    private static final ElementMatcher<MethodDescription> EXECUTE = ElementMatchers.<MethodDescription>named("execute")
            .and(ElementMatchers.takesArguments(Runnable.class))
            .and(ElementMatchers.not(ElementMatchers.isStatic()))
            .and(ElementMatchers.not(ElementMatchers.isAbstract()));

    private final Weaver weaver = new Weaver();
    private final Map<String, List<Target>> targets = new HashMap<>();
    private final Map<Target, Weaver.Strand> strands = new HashMap<>();
    private final Weaver.Strand hostExecute = new Weaver.Strand(EXECUTE, Advice.to(HostExecuteAdvice.class));
    private final Coverage coverage;
    private final HostLoaders hostLoaders = new HostLoaders();
    private final BitSet changedHostClasses = new BitSet(CHANGED_BITS);
    private volatile int failures;

    Transformer(List<Target> rows, Coverage coverage) {
        this.coverage = coverage;
        for (Target row : rows) {
            targets.computeIfAbsent(row.type().replace('.', '/'), type -> new ArrayList<>())
                    .add(row);
            strands.put(row, new Weaver.Strand(row.method(), Advice.to(row.advice())));
            coverage.expect(row);
        }
    }

    /** Binary names of the JDK's classes that are to be transformed. */
    Set<String> jdkTypes() {
        Set<String> types = new java.util.TreeSet<>();
        targets.keySet().forEach(name -> types.add(name.replace('/', '.')));
        types.add(TIMER_THREAD.replace('/', '.'));
        return types;
    }

    /** Names would grow with every class that a host generates; to restore a class too many does no harm. */
    private static int bit(String name) {
        return name.hashCode() & (CHANGED_BITS - 1);
    }

    /** Whether this class of the host was changed, or shares its bit with one, so that it is to be restored. */
    boolean changed(Class<?> type) {
        synchronized (changedHostClasses) {
            return changedHostClasses.get(bit(type.getName()));
        }
    }

    /** Classes of the host that could not be changed. */
    int failures() {
        return failures;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (name == null) {
            return null;
        }
        if (loader == null) {
            return transformJdk(name, classFile);
        }
        try {
            return hostLoaders.isHost(loader) ? transformHost(loader, name, classFile) : null;
        } catch (Throwable t) {
            failures++; // the class stays as it is
            return null;
        }
    }

    private byte @Nullable [] transformJdk(String name, byte[] classFile) {
        List<Target> rows = targets.get(name);
        if (rows == null) {
            return name.equals(TIMER_THREAD) ? CallSites.replace(classFile, CallSites.TIMER_TASK) : null;
        }
        String type = name.replace('/', '.');
        try {
            List<Weaver.Strand> woven = new ArrayList<>();
            for (Target row : rows) {
                woven.add(strands.get(row));
            }
            return weaver.weave(type, classFile, null, woven, (i, methods) -> coverage.woven(rows.get(i), methods));
        } catch (Throwable t) {
            coverage.failed(type, t);
            return null;
        }
    }

    /** Whether a class of the host that is loaded already has anything to change, judged by its class file. */
    boolean wouldChange(byte[] classFile) {
        ClassFile look = new ClassFile(classFile);
        return look.mayExecute || (look.mayRun && CallSites.replace(classFile, CallSites.RUNNABLE) != null);
    }

    private byte @Nullable [] transformHost(ClassLoader loader, String name, byte[] classFile) {
        ClassFile look = new ClassFile(classFile);
        if (!look.mayRun && !look.mayExecute) {
            return null;
        }
        byte[] current = look.mayRun ? CallSites.replace(classFile, CallSites.RUNNABLE) : null;
        if (look.mayExecute) {
            byte[] before = current == null ? classFile : current;
            int[] matched = {0};
            byte[] woven = weaver.weave(
                    name.replace('/', '.'), before, loader, List.of(hostExecute), (i, methods) -> matched[0] = methods);
            current = matched[0] == 0 ? current : woven;
        }
        if (current == null || !hostLoaders.seesProbes(loader)) {
            return null;
        }
        synchronized (changedHostClasses) {
            changedHostClasses.set(bit(name.replace('/', '.')));
        }
        return current;
    }
}
