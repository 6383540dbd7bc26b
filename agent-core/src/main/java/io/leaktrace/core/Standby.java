/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Budget;
import io.leaktrace.bootstrap.Health;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.instrument.Installer;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.Capture;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.scan.ScanSchedule;
import io.leaktrace.core.scan.Scanner;
import io.leaktrace.core.scope.ScopeJudge;
import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent between its start and its first work. Hooks record and the threads run, but most of the agent is not loaded
 * before there is something to do: the application waits for {@code main}. The first lambda or stream alone would cost it
 * 10 ms, so there is none on the way there, here and in what is called from here.
 */
final class Standby implements ScanSchedule.Work, Supplier<Object> {
    /** Before {@code main}, JMX waits: it would fix choices that are the application's. */
    private static final long BEFORE_JMX_MILLIS = 1_000;

    private final AgentOptions options;
    private final @Nullable Ignores ignores;
    private final Installer installer;
    private final Instrumentation instrumentation;
    private final ScanSchedule schedule = new ScanSchedule(this);
    private final long startedAt = System.nanoTime();
    private final Object waking = new Object();
    private volatile @Nullable TracingAgent agent;

    /** Keeps what the agent will need; the ignore rules may be null if they are the built-in ones alone. */
    Standby(AgentOptions options, @Nullable Ignores ignores, Installer installer, Instrumentation instrumentation) {
        this.options = options;
        this.ignores = ignores;
        this.installer = installer;
        this.instrumentation = instrumentation;
    }

    void start(boolean beforeMain) {
        record(options);
        schedule.start(beforeMain ? BEFORE_JMX_MILLIS : 0);
    }

    /** Makes probes record what the options ask for. */
    static void record(AgentOptions options) {
        Set<Kind> kinds = options.kinds();
        for (Kind kind : Kind.values()) {
            kind.record(kinds.contains(kind));
        }
        Health.recordForks(options.forks());
        Budget.set(options.budget(), options.capture() != Capture.AUTO);
    }

    /** One line: the options that matter most, and the hooks. */
    String startLine() {
        TracingAgent awake = agent;
        return StatusLine.started(awake == null ? options : awake.options(), installer);
    }

    /** The agent itself, made at the first call. Any thread of ours. */
    TracingAgent agent() {
        synchronized (waking) {
            TracingAgent awake = agent;
            if (awake == null) {
                Installer.openJdk(instrumentation);
                Presence.show(AgentVersion.get());
                LoadedClasses loaded = new LoadedClasses(instrumentation);
                Scanner scanner =
                        new Scanner(Clock.systemUTC(), loaded::find, loaded::findReadable, loaded::isExecutor);
                awake = new TracingAgent(options, ignores(), installer, scanner, schedule, startedAt);
                agent = awake;
            }
            return awake;
        }
    }

    /** Who answers tests, made when the first asks: a {@link ScopeJudge}. */
    @Override
    public Object get() {
        return new ScopeJudge(question -> agent().left(question));
    }

    private Ignores ignores() {
        try {
            return ignores == null ? Ignores.load(null) : ignores;
        } catch (OptionException damaged) {
            throw new IllegalStateException(damaged.getMessage());
        }
    }

    @Override
    public Duration interval() {
        TracingAgent awake = agent;
        return (awake == null ? options : awake.options()).interval();
    }

    @Override
    public Duration threshold() {
        TracingAgent awake = agent;
        return (awake == null ? options : awake.options()).threshold();
    }

    @Override
    public void tick() {
        if (agent != null || Bridge.isAnySiteToJudge()) {
            guarded(TracingAgent::tick);
        }
    }

    @Override
    public void look() {
        guarded(TracingAgent::look);
    }

    @Override
    public void scan() {
        guarded(TracingAgent::report);
    }

    @Override
    public void later() {
        guarded(TracingAgent::registerJmx);
    }

    /** The border behind which no failure of ours goes on: the next time may fare better. */
    private void guarded(Consumer<TracingAgent> work) {
        try {
            work.accept(agent());
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            AgentLog.say("a scan failed and is left out: " + e);
        }
    }
}
