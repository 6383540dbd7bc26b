/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import java.util.List;

/** How reports and dumps look, wherever they go. Any thread may call; the same input gives the same text. */
public sealed interface ReportFormat permits TextFormat, JsonFormat {
    /** A whole report, without a line end after the last line. */
    String report(Report report);

    /**
     * A dump of some tasks of a snapshot, without a line end after the last line.
     *
     * @param snapshot all tasks
     * @param shown the blocks to print, in order
     * @param omitted what was left out
     */
    String dump(Snapshot snapshot, List<TaskGroup> shown, Omitted omitted);

    /** A dump of the sections that tasks were sorted into, without a line end after the last line. */
    String sections(Snapshot snapshot, List<Section> shown, Omitted omitted);
}
