/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;

/**
 * The findings of one scan.
 *
 * @param number counts reports from 1
 * @param snapshot what was alive; its stacks are complete for tasks in findings only
 * @param capture how the origins of tasks are known, and what that costs
 * @param findings most serious first
 * @param resolved what ended since the report before
 */
public record Report(
        long number, Snapshot snapshot, CaptureStatus capture, List<Finding> findings, List<Resolved> resolved) {
    public Report {
        findings = List.copyOf(findings);
        resolved = List.copyOf(resolved);
    }
}
