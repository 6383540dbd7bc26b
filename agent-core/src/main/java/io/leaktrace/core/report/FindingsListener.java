/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Snapshot;
import java.util.List;

/** Told the outcome of every scan, whether or not a report is written. Called by the scan thread. */
public interface FindingsListener {
    /** Everything that is found at present. */
    void scanned(Snapshot snapshot, List<Finding> findings);

    /** Everything counts as new from now on; any thread may call. */
    void reset();
}
