/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace;

import io.leaktrace.bootstrap.Launch;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.util.jar.JarFile;

/**
 * Where the JVM enters LeakTrace, at start ({@code -javaagent}) or by attach. Makes the bootstrap classes visible to
 * the JDK, opens the isolated core and hands over. Keeps no state and throws nothing: an agent that throws here would
 * end the JVM.
 */
public final class LeakTraceAgent {
    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, false);
    }

    /** Called by the JVM when the agent is loaded into a running process. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, true);
    }

    private static void start(String arguments, Instrumentation instrumentation, boolean attached) {
        try {
            File jar = ownJar();
            if (!seenByBootstrap()) {
                // the manifest's Boot-Class-Path names the jar as it was built; a renamed jar comes here
                instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
            }
            Launch.agent(arguments == null ? "" : arguments, instrumentation, jar, attached);
        } catch (Throwable t) {
            disabled(t);
        }
    }

    private static boolean seenByBootstrap() {
        try {
            Class.forName("io.leaktrace.bootstrap.Probes", false, null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    static File ownJar() throws Exception {
        String name = "io/leaktrace/LeakTraceAgent.class";
        String url = String.valueOf(ClassLoader.getSystemResource(name));
        if (!url.startsWith("jar:file:") || !url.endsWith("!/" + name)) {
            throw new IllegalStateException("cannot find leaktrace.jar: its classes come from " + url);
        }
        return new File(new URI(url.substring("jar:".length(), url.length() - name.length() - 2)));
    }

    private static void disabled(Throwable cause) {
        System.err.println("leaktrace: disabled, the application goes on without it: " + cause);
    }

    private LeakTraceAgent() {}
}
