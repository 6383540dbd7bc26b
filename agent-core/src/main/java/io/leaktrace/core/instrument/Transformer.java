/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM asks about every class it loads, on the loading thread: a look-up for classes of the JDK, a look at the
 * constant pool for others, then null for nearly all of them. Takes no locks of its own while it holds the JVM's.
 */
final class Transformer implements ClassFileTransformer {
    private static final int CHANGED_BITS = 1 << 18;
    private static final String TIMER_THREAD = "java/util/TimerThread";
    private final Map<String, List<Target>> targets = new HashMap<>();
    private final Coverage coverage;
    private final HostLoaders hostLoaders = new HostLoaders();
    private final CallSites callSites = new CallSites(0);
    private final BitSet changedHostClasses = new BitSet(CHANGED_BITS);
    private volatile int failures;

    Transformer(List<Target> rows, Coverage coverage) {
        this.coverage = coverage;
        for (Target row : rows) {
            String name = row.type().replace('.', '/');
            List<Target> ofType = targets.get(name);
            if (ofType == null) {
                ofType = new ArrayList<>();
                targets.put(name, ofType);
            }
            ofType.add(row);
            coverage.expect(row);
        }
    }

    /** Binary names of the JDK's classes that are to be transformed. */
    Set<String> jdkTypes() {
        Set<String> types = new TreeSet<>();
        for (String name : targets.keySet()) {
            types.add(name.replace('/', '.'));
        }
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
            return name.equals(TIMER_THREAD) ? callSites.rewrite(classFile, CallSites.TIMER_TASK, false) : null;
        }
        String type = name.replace('/', '.');
        try {
            Weaver weaver = new Weaver(classFile, rows, false);
            byte[] woven = weaver.weave();
            for (int i = 0; i < rows.size(); i++) {
                coverage.woven(rows.get(i), weaver.matched(i));
            }
            return woven;
        } catch (Throwable t) {
            coverage.failed(type, t);
            return null;
        }
    }

    /**
     * Whether a class of the host that is loaded already is to be changed now, judged by its name and class file: for what it
     * runs. Calls that submit are no reason: there are too many of them, and it costs running methods their line
     * numbers.
     */
    boolean wouldChange(String type, byte[] classFile) {
        ClassFile look = new ClassFile(classFile);
        return !HostTargets.of(type.replace('.', '/'), look).isEmpty() || (look.mayRun && CallSites.runs(classFile));
    }

    private byte @Nullable [] transformHost(ClassLoader loader, String name, byte[] classFile) {
        ClassFile look = new ClassFile(classFile);
        boolean calls = look.mayRun || look.maySubmit;
        List<Target> rows = HostTargets.of(name, look);
        if ((!calls && rows.isEmpty()) || !hostLoaders.seesProbes(loader)) {
            return null;
        }
        byte[] current = calls ? callSites.rewrite(classFile, CallSites.RUNNABLE, look.maySubmit) : null;
        if (!rows.isEmpty()) {
            byte[] woven = new Weaver(current == null ? classFile : current, rows, true).weave();
            current = woven == null ? current : woven;
        }
        if (current == null) {
            return null;
        }
        synchronized (changedHostClasses) {
            changedHostClasses.set(bit(name.replace('/', '.')));
        }
        return current;
    }
}
