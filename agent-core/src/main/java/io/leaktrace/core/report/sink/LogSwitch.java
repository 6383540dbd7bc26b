/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.model.Report;

/** The log, which can be pointed elsewhere while the agent runs. One thread writes; any may switch. */
public final class LogSwitch implements ReportSink {
    private volatile LogSink current;

    /** Begins with this log. */
    public LogSwitch(LogSink first) {
        this.current = first;
    }

    /** Closes the present log and writes to this one from now on. */
    public void to(LogSink next) {
        LogSink before = current;
        current = next;
        before.close();
    }

    @Override
    public String name() {
        return current.name();
    }

    @Override
    public void write(Report report) throws Exception {
        current.write(report);
    }

    @Override
    public void close() {
        current.close();
    }
}
