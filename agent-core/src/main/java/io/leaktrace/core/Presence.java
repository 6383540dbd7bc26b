/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Shows other processes of the user that the agent is in this JVM: a string among the JVM's own performance counters,
 * where {@code ps} reads it without touching the process. The JVM creates a counter only once, so it stays, emptied,
 * after detach.
 */
final class Presence {
    /** Name of the counter. */
    static final String COUNTER = "leaktrace.version";

    private static final int LENGTH = 64;
    private static final int VARIABLE = 3;
    private static final int STRING = 5;

    /** Writes the version, or an empty text. Without performance counters it does nothing: such a JVM is in no list. */
    static void show(String version) {
        try {
            ByteBuffer counter = (ByteBuffer) Bridge.presence();
            if (counter == null) {
                counter = create();
                Bridge.presence(counter);
            }
            byte[] text = Arrays.copyOf(version.getBytes(StandardCharsets.UTF_8), LENGTH);
            text[LENGTH - 1] = 0;
            counter.duplicate().put(0, text);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            return;
        }
    }

    private static ByteBuffer create() throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.internal.perf.Perf", true, null);
        Object perf = type.getMethod("getPerf").invoke(null);
        return (ByteBuffer) type.getMethod("createString", String.class, int.class, int.class, String.class, int.class)
                .invoke(perf, COUNTER, VARIABLE, STRING, "", LENGTH);
    }

    private Presence() {}
}
