/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the agent says of itself: single lines on the host's stderr, each prefixed, none repeated within an hour. */
public final class AgentLog {
    private static final long QUIET_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Map<String, Long> SAID = new HashMap<>();

    /** Prints {@code leaktrace: <line>}. Any thread. */
    public static void say(String line) {
        long now = System.nanoTime();
        synchronized (SAID) {
            Long before = SAID.get(line);
            if (before != null && now - before < QUIET_NANOS) {
                return;
            }
            if (SAID.size() > 100) {
                SAID.clear();
            }
            SAID.put(line, now);
        }
        PrintStream stderr = System.err;
        if (stderr != null) {
            stderr.println("leaktrace: " + line);
        }
    }

    private AgentLog() {}
}
