/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task came to be: its origin.
 *
 * @param exact whether the frames were captured for this very task
 * @param frames the creating stack, from the caller of the entry point ({@code submit}, {@code start} …) outwards
 * @param taskId the task in which it was created, or 0 if unknown
 * @param threadName the thread on which it was created, or null if unknown
 * @param at when
 */
public record Creation(
        boolean exact,
        List<StackTraceElement> frames,
        long taskId,
        @Nullable String threadName,
        Instant at) {
    public Creation {
        frames = List.copyOf(frames);
    }
}
