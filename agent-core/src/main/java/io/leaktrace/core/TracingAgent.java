/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Health;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Registry;
import io.leaktrace.core.diagnose.Diagnosis;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.diagnose.rule.Blocked;
import io.leaktrace.core.diagnose.rule.Queued;
import io.leaktrace.core.instrument.Installer;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.Durations;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.option.OptionParser;
import io.leaktrace.core.report.Reporter;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.report.format.TextFormat;
import io.leaktrace.core.report.sink.JmxSink;
import io.leaktrace.core.report.sink.LogSink;
import io.leaktrace.core.report.sink.LogSwitch;
import io.leaktrace.core.scan.ScanSchedule;
import io.leaktrace.core.scan.Scanner;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * The agent at work: the pipeline from scan to report, and everything that can be asked of it. One lock lets scans
 * follow one another, whoever asks; it is never held while a host thread waits for us.
 */
final class TracingAgent implements RunningAgent {
    private static final long BEFORE_JMX_MILLIS = 1_000;

    private final Installer installer;
    private final Scanner scanner;
    private final Diagnosis diagnosis = new Diagnosis(List.of(new Blocked(), new Queued()));
    private final LogSwitch log;
    private final JmxSink jmx = new JmxSink(this);
    private final Reporter reporter;
    private final ScanSchedule schedule;
    private final Object scanning = new Object();
    private final long startedAt = System.nanoTime();
    private volatile AgentOptions options;
    private volatile Ignores ignores;
    private volatile boolean detached;

    TracingAgent(AgentOptions options, Ignores ignores, Installer installer, Scanner scanner) {
        this.options = options;
        this.ignores = ignores;
        this.installer = installer;
        this.scanner = scanner;
        this.log = new LogSwitch(logOf(options));
        this.reporter = new Reporter(options.repeat(), List.of(log), List.of(jmx));
        this.schedule = new ScanSchedule(
                () -> this.options.interval(), () -> this.options.threshold(), this::look, this::report);
    }

    /** Starts the agent's threads. Before {@code main}, JMX waits: it would fix choices that are the application's. */
    void start(boolean beforeMain) {
        record(options);
        Presence.show(AgentVersion.get());
        schedule.start(() -> registerJmx(options.jmx()), beforeMain ? BEFORE_JMX_MILLIS : 0);
    }

    /** Takes everything back: hooks, MBean, threads and records. Once; the agent cannot be used afterwards. */
    void detach() {
        detached = true;
        schedule.stop();
        synchronized (scanning) {
            registerJmx(false);
            reporter.close();
            installer.uninstall();
        }
        Presence.show("");
        Bridge.control(null);
    }

    @Override
    public AgentOptions options() {
        return options;
    }

    @Override
    public String set(String keyValues) throws OptionException {
        synchronized (scanning) {
            AgentOptions before = options;
            AgentOptions after = OptionParser.change(before, keyValues);
            ignores = Objects.equals(before.ignore(), after.ignore()) ? ignores : Ignores.load(after.ignore());
            options = after;
            record(after);
            if (!before.log().equals(after.log()) || before.json() != after.json()) {
                log.to(logOf(after));
            }
            reporter.repeat(after.repeat());
            if (before.jmx() != after.jmx()) {
                registerJmx(after.jmx());
            }
        }
        schedule.rearm();
        return inForce(options);
    }

    @Override
    public Snapshot snapshot() {
        synchronized (scanning) {
            return scanner.scan(options, true);
        }
    }

    @Override
    public Report check() {
        synchronized (scanning) {
            Snapshot snapshot = scanner.scan(options, false);
            return new Report(reporter.written() + 1, snapshot, diagnose(snapshot), List.of());
        }
    }

    @Override
    public @Nullable Report lastReport() {
        return reporter.last();
    }

    @Override
    public AgentStatus status() {
        long running = Math.max(1, System.nanoTime() - startedAt);
        return new AgentStatus(
                AgentVersion.get(),
                coverage(),
                Registry.created(),
                Registry.ended(),
                reporter.written(),
                Health.suppressedFailures(),
                (double) Health.captureNanos() / running,
                Registry.estimatedBytes(),
                ignores.stale());
    }

    @Override
    public void reset() {
        reporter.reset();
        jmx.reset();
    }

    /** One line: the options that matter most, and the hooks. */
    String startLine() {
        return "leaktrace " + AgentVersion.get() + ": " + inForce(options) + ", " + coverage();
    }

    private String coverage() {
        long dropped = Health.notRecorded();
        return installer.coverage()
                + (dropped == 0 ? "" : "; " + dropped + " tasks not recorded: too many were alive or queued");
    }

    private static String inForce(AgentOptions options) {
        return "threshold=" + Durations.exact(options.threshold())
                + ", interval=" + Durations.exact(options.interval())
                + ", log=" + options.log();
    }

    private void look() {
        synchronized (scanning) {
            if (!detached) {
                guarded(scanner::look);
            }
        }
    }

    private void report() {
        synchronized (scanning) {
            if (!detached) {
                guarded(() -> {
                    Snapshot snapshot = scanner.scan(options, false);
                    reporter.scanned(snapshot, diagnose(snapshot));
                    if (Health.notRecorded() > 0) {
                        AgentLog.say("some tasks are not recorded: more than " + Registry.CAPACITY
                                + " were alive, or too many queued in an executor that is not seen to start them");
                    }
                });
            }
        }
    }

    /** The border behind which no failure of ours goes on: the next scan may fare better. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            AgentLog.say("a scan failed and is left out: " + e);
        }
    }

    private List<Finding> diagnose(Snapshot snapshot) {
        return diagnosis.check(snapshot, options.threshold(), ignores);
    }

    private static LogSink logOf(AgentOptions options) {
        return new LogSink(
                options.log(), options.json() ? new JsonFormat() : new TextFormat(Health::suppressedFailures));
    }

    private static void record(AgentOptions options) {
        Set<Kind> kinds = options.kinds();
        for (Kind kind : Kind.values()) {
            kind.record(kinds.contains(kind));
        }
        Health.recordForks(options.forks());
    }

    private void registerJmx(boolean on) {
        try {
            if (on) {
                jmx.register();
            } else {
                jmx.unregister();
            }
        } catch (JMException | RuntimeException e) {
            AgentLog.say("JMX is not available: " + e);
        }
    }
}
