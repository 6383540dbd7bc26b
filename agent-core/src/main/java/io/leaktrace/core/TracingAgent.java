/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Budget;
import io.leaktrace.bootstrap.Health;
import io.leaktrace.bootstrap.Registry;
import io.leaktrace.bootstrap.Scope;
import io.leaktrace.core.diagnose.Diagnosis;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.diagnose.rule.Abandoned;
import io.leaktrace.core.diagnose.rule.Blocked;
import io.leaktrace.core.diagnose.rule.Deadlock;
import io.leaktrace.core.diagnose.rule.Growing;
import io.leaktrace.core.diagnose.rule.OrphanPool;
import io.leaktrace.core.diagnose.rule.OwnerDead;
import io.leaktrace.core.diagnose.rule.Pending;
import io.leaktrace.core.diagnose.rule.Queued;
import io.leaktrace.core.diagnose.rule.Starved;
import io.leaktrace.core.instrument.Installer;
import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.option.OptionParser;
import io.leaktrace.core.report.Reporter;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.report.format.TextFormat;
import io.leaktrace.core.report.sink.JmxSink;
import io.leaktrace.core.report.sink.LogSink;
import io.leaktrace.core.report.sink.LogSwitch;
import io.leaktrace.core.scan.Leftovers;
import io.leaktrace.core.scan.ScanSchedule;
import io.leaktrace.core.scan.Scanner;
import io.leaktrace.core.scan.ScopeQuestion;
import java.util.List;
import java.util.Objects;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * The agent at work: the pipeline from scan to report, and everything that can be asked of it. One lock lets scans
 * follow one another, whoever asks; it is never held while a host thread waits for us.
 */
final class TracingAgent implements RunningAgent {
    /** As many as are remembered. */
    private static final int ANCESTORS_OF_LEAKS = 32;

    private final Installer installer;
    private final Scanner scanner;
    private final Diagnosis diagnosis = new Diagnosis(List.of(
            new Deadlock(),
            new Starved(),
            new OwnerDead(),
            new OrphanPool(),
            new Abandoned(),
            new Growing(),
            new Blocked(),
            new Queued(),
            new Pending()));
    private final LogSwitch log;
    private final JmxSink jmx = new JmxSink(this);
    private final Reporter reporter;
    private final ScanSchedule schedule;
    private final Object scanning = new Object();
    private final long startedAt;
    private volatile AgentOptions options;
    private volatile Ignores ignores;
    private volatile boolean detached;

    TracingAgent(
            AgentOptions options,
            Ignores ignores,
            Installer installer,
            Scanner scanner,
            ScanSchedule schedule,
            long startedAt) {
        this.startedAt = startedAt;
        this.options = options;
        this.ignores = ignores;
        this.installer = installer;
        this.scanner = scanner;
        this.log = new LogSwitch(logOf(options));
        this.reporter = new Reporter(options.repeat(), List.of(log), List.of(jmx), this::captureStatus);
        this.schedule = schedule;
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
        Scope.judge(null);
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
            Standby.record(after);
            if (!before.log().equals(after.log()) || before.json() != after.json()) {
                log.to(logOf(after));
            }
            reporter.repeat(after.repeat());
            if (before.jmx() != after.jmx()) {
                registerJmx(after.jmx());
            }
        }
        schedule.rearm();
        return StatusLine.changed(options);
    }

    @Override
    public Snapshot snapshot() {
        synchronized (scanning) {
            return scanner.everything(options);
        }
    }

    /** What is left of a scope, with all the creators in between. */
    Leftovers left(ScopeQuestion question) {
        synchronized (scanning) {
            return scanner.left(options.withAncestors(ANCESTORS_OF_LEAKS), question);
        }
    }

    @Override
    public Report check() {
        synchronized (scanning) {
            Snapshot snapshot = scanner.check(options);
            return new Report(reporter.written() + 1, snapshot, captureStatus(), diagnose(snapshot), List.of());
        }
    }

    @Override
    public @Nullable Report lastReport() {
        return reporter.last();
    }

    @Override
    public AgentStatus status() {
        return new AgentStatus(
                AgentVersion.get(),
                StatusLine.coverage(installer),
                Registry.created(),
                Registry.ended(),
                reporter.written(),
                Health.suppressedFailures(),
                captureStatus(),
                Registry.estimatedBytes(),
                ignores.stale());
    }

    @Override
    public void reset() {
        reporter.reset();
        jmx.reset();
    }

    /** The one place that asks the probes how origins were captured so far. */
    private CaptureStatus captureStatus() {
        AgentOptions now = options;
        long running = Math.max(1, System.nanoTime() - startedAt);
        return new CaptureStatus(
                now.capture().label(),
                now.budget(),
                (double) Budget.nanos() / running,
                Budget.exact(),
                Budget.uncaptured(true),
                Budget.uncaptured(false));
    }

    void tick() {
        scanner.judgeSites(options);
    }

    void look() {
        synchronized (scanning) {
            if (!detached) {
                scanner.look();
            }
        }
    }

    void report() {
        synchronized (scanning) {
            if (!detached) {
                Snapshot snapshot = scanner.scan(options);
                reporter.scanned(snapshot, diagnose(snapshot));
                if (Health.notRecorded() > 0) {
                    AgentLog.say("some tasks are not recorded: more than " + Registry.capacity()
                            + " were alive, or too many queued in an executor that is not seen to start them");
                }
            }
        }
    }

    private List<Finding> diagnose(Snapshot snapshot) {
        List<Finding> findings = diagnosis.check(snapshot, options.threshold(), ignores);
        scanner.suspect(findings);
        return findings;
    }

    private static LogSink logOf(AgentOptions options) {
        return new LogSink(
                options.log(), options.json() ? new JsonFormat() : new TextFormat(Health::suppressedFailures));
    }

    void registerJmx() {
        registerJmx(options.jmx());
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
