/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.instrument.Installer;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.option.OptionParser;
import io.leaktrace.core.option.OptionTable;
import io.leaktrace.core.scan.Scanner;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.time.Clock;

/**
 * The composition root: from the agent's argument to the running pipeline. Called once per start, by the bootstrap
 * side.
 */
public final class AgentStarter {
    /** Starts the agent, or says in one line why not. Never throws for anything a user can cause. */
    public static void start(String arguments, Instrumentation instrumentation, File jar, boolean attached) {
        Request request = Request.parse(arguments);
        try {
            if (request.isDetach()) {
                request.refuse("not attached, so there is nothing to detach");
                return;
            }
            AgentOptions options = OptionParser.parse(request.body(), System::getProperty);
            if (options.help()) {
                System.err.print(OptionTable.text());
                request.accept("options printed on the target's stderr; the agent stays off");
                return;
            }
            Ignores ignores = Ignores.load(options.ignore());
            TracingAgent agent = run(options, ignores, instrumentation, attached);
            options.notices().forEach(AgentLog::say);
            request.accept(agent.startLine());
            System.err.println(agent.startLine());
        } catch (OptionException e) {
            request.refuse(e.getMessage());
            AgentLog.say("disabled: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            request.refuse("could not be installed: " + e);
            throw e;
        }
    }

    private static TracingAgent run(
            AgentOptions options, Ignores ignores, Instrumentation instrumentation, boolean attached) {
        Bridge.claimThread();
        try {
            Installer installer = Installer.install(instrumentation, attached, ExistingThreads::adoptAll);
            LoadedClasses loaded = new LoadedClasses(instrumentation);
            Scanner scanner = new Scanner(Clock.systemUTC(), loaded::find, loaded::isExecutor);
            TracingAgent agent = new TracingAgent(options, ignores, installer, scanner);
            Bridge.control(new Control(agent));
            agent.start(!attached);
            return agent;
        } finally {
            Bridge.releaseThread();
        }
    }

    private AgentStarter() {}
}
