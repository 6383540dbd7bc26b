/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;

/** Opens the isolated core and starts the agent in it, or passes the arguments to the agent that runs already. */
public final class Launch {
    /** Called once per load of the agent, on the thread the JVM chose; throws what the core throws. */
    public static void agent(String arguments, Instrumentation instrumentation, File jar, boolean attached)
            throws Exception {
        Function<String, String> running = Bridge.control();
        if (running != null) {
            running.apply(arguments);
            return;
        }
        ClassLoader core = new CoreClassLoader(jar, ClassLoader.getPlatformClassLoader());
        Class.forName("io.leaktrace.core.AgentStarter", true, core)
                .getMethod("start", String.class, Instrumentation.class, File.class, boolean.class)
                .invoke(null, arguments, instrumentation, jar, attached);
    }

    private Launch() {}
}
