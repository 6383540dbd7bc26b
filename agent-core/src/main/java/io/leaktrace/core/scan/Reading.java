/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.List;

/**
 * A stack as it was read.
 *
 * @param frames without the agent's; equal ones are one list, wherever they were read
 * @param ownFrames how many of them are the innermost task's own: those below belong to the executor that runs it
 * @param loops whether the thread came back to a wait where the same task had been before
 */
record Reading(List<StackTraceElement> frames, int ownFrames, boolean loops) {
    /** Stands for a stack that was not read. */
    static final Reading NONE = new Reading(List.of(), 0, false);

    /** The frames that are the innermost task's own. */
    List<StackTraceElement> own() {
        return frames.subList(0, Math.min(frames.size(), ownFrames));
    }
}
