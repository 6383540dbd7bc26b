/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Launch;
import io.leaktrace.bootstrap.Scope;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.instrument.BeforeMain;
import io.leaktrace.core.instrument.Installer;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.option.OptionParser;
import io.leaktrace.core.option.OptionTable;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: from the agent's argument to the running pipeline. Called once per start, by the bootstrap
 * side.
 */
final class AgentStarter implements Launch.Start {
    static {
        Launch.with(new AgentStarter());
    }

    /** Starts the agent, before {@code main} after all other agents: see {@link BeforeMain}. */
    @Override
    public void agent(String arguments, Instrumentation instrumentation, boolean attached) {
        Runnable later = new Runnable() {
            @Override
            public void run() {
                start(arguments, instrumentation, false);
            }
        };
        if (attached || !BeforeMain.does(later, instrumentation)) {
            start(arguments, instrumentation, attached);
        }
    }

    /** Starts the agent, or says in one line why not. Never throws for anything a user can cause. */
    private static void start(String arguments, Instrumentation instrumentation, boolean attached) {
        Request request = Request.parse(arguments);
        try {
            if (request.isDetach()) {
                request.refuse("not attached, so there is nothing to detach");
                return;
            }
            AgentOptions options = OptionParser.parse(request.body(), new SystemProperties());
            if (options.help()) {
                System.err.print(OptionTable.text());
                request.accept("options printed on the target's stderr; the agent stays off");
                return;
            }
            // the user's rules are read at once, so that a mistake is said at once
            Ignores ignores = options.ignore() == null ? null : Ignores.load(options.ignore());
            String line = run(options, ignores, instrumentation, attached).startLine();
            for (String notice : options.notices()) {
                AgentLog.say(notice);
            }
            request.accept(line);
            System.err.println(line);
        } catch (OptionException e) {
            request.refuse(e.getMessage());
            AgentLog.say("disabled: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            request.refuse("could not be installed: " + e);
            throw e;
        }
    }

    private static Standby run(
            AgentOptions options, @Nullable Ignores ignores, Instrumentation instrumentation, boolean attached) {
        boolean before = Bridge.claimThread();
        try {
            ExistingThreads threads = new ExistingThreads(attached);
            Installer installer = Installer.install(instrumentation, attached, threads.mayBeVirtual(), threads);
            Standby standby = new Standby(options, ignores, installer, instrumentation);
            Bridge.control(new Control(standby));
            Scope.judge(standby);
            standby.start(!attached);
            return standby;
        } finally {
            Bridge.releaseThread(before);
        }
    }

    private static final class SystemProperties implements Function<String, @Nullable String> {
        @Override
        public @Nullable String apply(String key) {
            return System.getProperty(key);
        }
    }
}
