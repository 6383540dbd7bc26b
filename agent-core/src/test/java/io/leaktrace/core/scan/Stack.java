/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes stacks for tests: {@code java.}, {@code jdk.} and {@code sun.} classes are the JDK's, all others the host's.
 */
final class Stack {
    static List<StackTraceElement> of(String... methods) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (String method : methods) {
            frames.add(frame(method, 10));
        }
        return frames;
    }

    static StackTraceElement frame(String method, int line) {
        int dot = method.lastIndexOf('.');
        boolean jdk = method.startsWith("java.") || method.startsWith("jdk.") || method.startsWith("sun.");
        return new StackTraceElement(
                null,
                jdk ? "java.base" : null,
                jdk ? "25" : null,
                method.substring(0, dot),
                method.substring(dot + 1),
                "X.java",
                line);
    }

    private Stack() {}
}
