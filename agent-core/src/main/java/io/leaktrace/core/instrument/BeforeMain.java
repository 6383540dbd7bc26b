/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import io.leaktrace.bootstrap.Launch;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does something when all agents on the command line are loaded, and the application is not. Some agents change the JDK's
 * classes only while these are loaded: so nobody may load those before, and what LeakTrace does before its hooks are in
 * place loads them. The moment is that in which the JVM's launcher begins to load the main class.
 */
public final class BeforeMain implements ClassFileTransformer, Runnable {
    private static final String LAUNCHER = "sun.launcher.LauncherHelper";

    private static final Target ROW = new Target(
            "launcher",
            LAUNCHER,
            Methods.named("checkAndLoadMain").taking(3),
            new Advice(new Call("io/leaktrace/bootstrap/Launch", "beforeMain", "()V", List.of()), null, false),
            17,
            Integer.MAX_VALUE);

    private final Runnable work;
    private final Instrumentation instrumentation;
    private boolean woven;

    private BeforeMain(Runnable work, Instrumentation instrumentation) {
        this.work = work;
        this.instrumentation = instrumentation;
    }

    /** Whether the work will be done; not if the JVM was started in another way than by the JDK's own launcher. */
    public static boolean does(Runnable work, Instrumentation instrumentation) {
        if (!"SUN_STANDARD".equals(System.getProperty("sun.java.launcher"))) {
            return false;
        }
        BeforeMain hook = new BeforeMain(work, instrumentation);
        instrumentation.addTransformer(hook, true);
        if (!hook.retransform() || !hook.woven) {
            instrumentation.removeTransformer(hook);
            return false;
        }
        Launch.beforeMain(hook);
        return true;
    }

    /** The moment has come: restores the launcher's class, and does the work. */
    @Override
    public void run() {
        instrumentation.removeTransformer(this);
        retransform();
        work.run();
    }

    /** Whether it went well; if it fails to restore the class, the launcher calls what does nothing any more. */
    private boolean retransform() {
        try {
            instrumentation.retransformClasses(Class.forName(LAUNCHER, false, null));
        } catch (ClassNotFoundException | UnmodifiableClassException | RuntimeException | LinkageError e) {
            return false;
        }
        return true;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader != null || !"sun/launcher/LauncherHelper".equals(name)) {
            return null;
        }
        byte[] changed = new Weaver(classFile, List.of(ROW), false).weave();
        woven = changed != null;
        return changed;
    }
}
