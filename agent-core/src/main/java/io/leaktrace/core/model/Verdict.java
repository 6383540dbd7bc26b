/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

/** What a finding says about its tasks, most serious first. */
public enum Verdict {
    PROVEN,
    DEADLOCK,
    STARVED,
    OWNER_DEAD,
    ORPHAN_POOL,
    ABANDONED,
    GROWING,
    BLOCKED,
    QUEUED,
    PENDING;

    /** How it is written in reports, for example {@code OWNER-DEAD}. */
    public String label() {
        return name().replace('_', '-');
    }
}
