/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.report.sink.ReportSink;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each scan what is worth a report and hands it to the sinks: what is new or changed at once, what is
 * unchanged after a while, what ended once, and otherwise nothing. The scan thread reports; any thread may ask or
 * reset.
 */
public final class Reporter {
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(10);

    private final List<ReportSink> sinks;
    private final List<FindingsListener> listeners;
    private final Supplier<CaptureStatus> capture;
    private final Consumer<String> complaints;
    private final Map<String, Instant> complainedAt = new HashMap<>();
    private final ReportedFindings reported = new ReportedFindings();

    private Duration repeat;
    /** Read without the lock, which is held while a sink or a listener takes its time. */
    private volatile long written;

    private volatile @Nullable Report last;

    /**
     * Starts with nothing reported.
     *
     * @param repeat an unchanged finding is written again only after this long
     * @param sinks where reports go; the reporter closes them
     * @param listeners who is told of every scan
     * @param capture what the header of a report says of capturing; asked once for each report
     */
    public Reporter(
            Duration repeat,
            List<ReportSink> sinks,
            List<FindingsListener> listeners,
            Supplier<CaptureStatus> capture) {
        this(repeat, sinks, listeners, capture, Reporter::printOnStderr);
    }

    Reporter(
            Duration repeat,
            List<ReportSink> sinks,
            List<FindingsListener> listeners,
            Supplier<CaptureStatus> capture,
            Consumer<String> complaints) {
        this.repeat = repeat;
        this.sinks = List.copyOf(sinks);
        this.listeners = List.copyOf(listeners);
        this.capture = capture;
        this.complaints = complaints;
    }

    /**
     * Takes the outcome of a scan.
     *
     * @return the report that was written, or null if there was nothing to say
     */
    public synchronized @Nullable Report scanned(Snapshot snapshot, List<Finding> findings) {
        for (FindingsListener listener : listeners) {
            guarded(listener.getClass().getSimpleName(), snapshot.at(), () -> listener.scanned(snapshot, findings));
        }
        List<Finding> due = reported.due(snapshot.at(), findings, repeat);
        List<Resolved> resolved = reported.resolved(snapshot, findings);
        if (due.isEmpty() && resolved.isEmpty()) {
            return null;
        }
        long number = written + 1;
        Report report = new Report(number, snapshot, capture.get(), due, resolved);
        written = number;
        last = report;
        for (ReportSink sink : sinks) {
            guarded(sink.name(), snapshot.at(), () -> sink.write(report));
        }
        return report;
    }

    /** Changes how long an unchanged finding stays unwritten. */
    public synchronized void repeat(Duration after) {
        repeat = after;
    }

    /** The last report that was written, or null. */
    public @Nullable Report last() {
        return last;
    }

    /** How many reports were written. */
    public long written() {
        return written;
    }

    /** Forgets everything: each finding counts as new, reports are numbered from 1 again. */
    public synchronized void reset() {
        reported.clear();
        written = 0;
        last = null;
        listeners.forEach(FindingsListener::reset);
    }

    /** Closes the sinks. */
    public synchronized void close() {
        sinks.forEach(ReportSink::close);
    }

    /** One broken sink must not stop the others, nor fill the host's stderr. */
    private void guarded(String name, Instant at, Work work) {
        try {
            work.run();
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            Instant before = complainedAt.get(name);
            // measured by the clock on the wall, which may have been set back
            if (before == null || Duration.between(before, at).abs().compareTo(BETWEEN_COMPLAINTS) >= 0) {
                complainedAt.put(name, at);
                String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                complaints.accept("leaktrace: " + name + ": report not written: " + problem);
            }
        }
    }

    private static void printOnStderr(String line) {
        PrintStream stderr = System.err;
        stderr.println(line);
    }

    private interface Work {
        void run() throws Exception;
    }
}
