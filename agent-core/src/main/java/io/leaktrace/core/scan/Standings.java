/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.scan.ThreadStates.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How threads stand in one scan: what was concluded of some of them, and of the others what can be seen at once. */
final class Standings {
    /** How a thread was seen, and what that means. */
    record Standing(ThreadLook look, Verdict verdict) {}

    private final Moment moment;
    private final ThreadStates states;
    private final ClassInitializers initializers;
    private final Map<ThreadTask, Standing> concluded = new HashMap<>();

    Standings(Moment moment, ThreadStates states, ClassInitializers initializers) {
        this.moment = moment;
        this.states = states;
        this.initializers = initializers;
    }

    void conclude(Suspect suspect, Verdict verdict) {
        concluded.put(suspect.thread(), standing(suspect.thread(), suspect.look(), verdict));
    }

    /** The threads that were looked into so far because they have been stuck for long. */
    Set<ThreadTask> concluded() {
        return concluded.keySet();
    }

    /** Null if the thread has ended. */
    @Nullable
    Standing of(ThreadTask thread) {
        Standing standing = concluded.get(thread);
        if (standing != null) {
            return standing;
        }
        ThreadLook look = thread.virtual
                ? thread.get() instanceof Thread alive ? VirtualWatch.look(thread, alive, moment) : null
                : ThreadWatch.lastLook(thread);
        return look == null ? null : standing(thread, look, states.of(thread, look));
    }

    private Standing standing(ThreadTask thread, ThreadLook look, Verdict verdict) {
        boolean forClass = Waits.CLASS_INIT.equals(verdict.waitName());
        return new Standing(forClass ? initializers.locate(thread, look) : look, verdict);
    }
}
