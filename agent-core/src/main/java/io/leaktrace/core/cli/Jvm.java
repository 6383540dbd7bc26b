/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import org.jspecify.annotations.Nullable;

/**
 * One JVM of this machine, as seen from outside.
 *
 * @param parent pid of its parent, or 0 if unknown
 * @param agent version of the LeakTrace inside; empty if there is none, null if unknown
 * @param java version of Java, or null if unknown
 * @param vm name of the virtual machine, or null if unknown
 * @param main main class or jar as it was started, without arguments; empty if unknown
 * @param startedAtMillis since the epoch, or 0 if unknown
 * @param attachable whether it takes part in attach, or null if unknown
 */
record Jvm(
        long pid,
        long parent,
        @Nullable String agent,
        @Nullable String java,
        @Nullable String vm,
        String main,
        long startedAtMillis,
        @Nullable Boolean attachable) {
    /** The main class without its package, or the name of the jar without its directory. */
    String shortMain() {
        if (main.endsWith(".jar")) {
            return main.substring(Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1);
        }
        return main.substring(main.lastIndexOf('.') + 1);
    }

    boolean hasAgent() {
        return agent != null && !agent.isEmpty();
    }
}
