/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.model.Report;

/** Where reports go. Called by the scan thread only, one report after another. */
public interface ReportSink {
    /** Names it in messages to the user, for example {@code log /var/log/leaks.log}. */
    String name();

    /** Takes a report; what it throws is shown to the user by its message, and the next report comes all the same. */
    void write(Report report) throws Exception;

    /** Lets go of what it holds; nothing is written afterwards. Does not throw. */
    void close();
}
