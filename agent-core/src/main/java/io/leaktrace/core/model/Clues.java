/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;

/**
 * What a scan noticed beyond single tasks.
 *
 * @param crews of the pools in whose queues tasks have waited for long
 * @param growths sites with ever more tasks
 * @param unclosed what was made at one site again and again, and is idle since; the ids of each such lot, ascending
 * @param abandoned what was collected before it was over; alive no more, so in no count and not among the tasks
 */
public record Clues(List<Crew> crews, List<Growth> growths, List<List<Long>> unclosed, List<Tracked> abandoned) {
    /** Nothing was noticed. */
    public static final Clues NONE = new Clues(List.of(), List.of(), List.of(), List.of());

    public Clues {
        crews = List.copyOf(crews);
        growths = List.copyOf(growths);
        unclosed = List.copyOf(unclosed);
        abandoned = List.copyOf(abandoned);
    }
}
