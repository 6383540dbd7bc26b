/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

/** What a live task is doing; every live task is in exactly one. */
public enum State {
    QUEUED("queued"),
    RUNNING("running"),
    WAITING("waiting"),
    TIMED_WAITING("timed-waiting"),
    BLOCKED("blocked"),
    IO("io"),
    IDLE("idle"),
    PENDING("pending");

    private final String label;

    State(String label) {
        this.label = label;
    }

    /** The word users type and read, for example {@code timed-waiting}. */
    public String label() {
        return label;
    }
}
