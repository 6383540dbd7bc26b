/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace;

import io.leaktrace.bootstrap.CoreClassLoader;
import java.io.File;
import java.lang.reflect.InvocationTargetException;

/** Where {@code java -jar leaktrace.jar} begins: opens the core with its command line and hands over. */
public final class LeakTraceCli {
    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) throws Exception {
        File jar = LeakTraceAgent.ownJar();
        ClassLoader core = new CoreClassLoader(jar, ClassLoader.getSystemClassLoader());
        Thread.currentThread().setContextClassLoader(core);
        try {
            Class.forName("io.leaktrace.core.cli.Main", true, core)
                    .getMethod("run", File.class, String[].class)
                    .invoke(null, jar, arguments);
        } catch (InvocationTargetException e) {
            System.err.println("leaktrace: " + e.getCause());
            System.exit(2);
        }
    }

    private LeakTraceCli() {}
}
