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
    /** What starts the agent in the core. */
    public interface Start {
        /** Starts it, or says why not. */
        void agent(String arguments, Instrumentation instrumentation, boolean attached);
    }

    private static final String STARTER = "io.leaktrace.core.AgentStarter";

    private static volatile Start start;
    private static Runnable work;

    /** Called once per load of the agent, on the thread the JVM chose; throws what the core throws. */
    public static void agent(String arguments, Instrumentation instrumentation, File jar, boolean attached)
            throws Exception {
        beforeMain(); // of an agent that is named twice
        Function<String, String> running = Bridge.control();
        if (running != null) {
            running.apply(arguments);
            return;
        }
        Class.forName(STARTER, true, new CoreClassLoader(jar, ClassLoader.getPlatformClassLoader()));
        Start starter = start;
        start = null;
        starter.agent(arguments, instrumentation, attached);
    }

    /** The starter's class says it when it is initialised: to call it by reflection would cost a start 13 ms. */
    public static void with(Start starter) {
        start = starter;
    }

    /** Keeps what is to be done before {@code main}, once all agents are loaded. */
    public static synchronized void beforeMain(Runnable later) {
        work = later;
    }

    /** The JVM's launcher is about to load the main class: does what was kept, if anything. Throws nothing. */
    public static void beforeMain() {
        try {
            Runnable kept = takeWork();
            if (kept != null) {
                kept.run();
            }
        } catch (Throwable t) {
            System.err.println("leaktrace: disabled, the application goes on without it: " + t);
        }
    }

    private static synchronized Runnable takeWork() {
        Runnable kept = work;
        work = null;
        return kept;
    }

    private Launch() {}
}
