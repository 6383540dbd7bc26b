/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.List;

/**
 * Something leaked. The message has the whole report. The stack trace is that of the line which created the first of the
 * leaks, as far as that is known, so that test runners name that line.
 */
public final class LeakError extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient List<Leak> leaks;

    LeakError(String message, List<Leak> leaks) {
        super(message);
        this.leaks = List.copyOf(leaks);
        leaks.stream()
                .map(Leak::createdBy)
                .filter(frames -> !frames.isEmpty())
                .findFirst()
                .ifPresent(frames -> setStackTrace(frames.toArray(StackTraceElement[]::new)));
    }

    /** What leaked; empty after the error was serialised. */
    public List<Leak> leaks() {
        return leaks == null ? List.of() : leaks;
    }
}
