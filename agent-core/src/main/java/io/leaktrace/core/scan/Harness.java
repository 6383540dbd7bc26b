/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.List;

/**
 * What runs tests, and what is there for all of them: nothing that these create for themselves is a leak of the test that
 * happens to run. Any thread.
 */
final class Harness {
    /** What they create directly. */
    private static final List<String> CREATORS = List.of(
            "org.junit.",
            "junit.",
            "org.testng.",
            "org.apache.maven.",
            "org.gradle.",
            "worker.org.gradle.",
            "com.intellij.",
            "org.eclipse.jdt.",
            "org.mockito.",
            "net.bytebuddy.",
            "org.testcontainers.",
            "org.rnorth.ducttape.",
            "com.github.dockerjava.");

    /** What is created anywhere inside: kept from test to test, or the doing of an agent. */
    private static final List<String> KEEPERS =
            List.of("org.springframework.test.context.cache.", "sun.instrument.InstrumentationImpl");

    /**
     * Parts of the JDK whose threads end by themselves, once the host has let go of what they serve: there is nothing to
     * close, or was not in earlier versions.
     */
    private static final List<String> SELF_ENDING = List.of("jdk.internal.net.http.", "jdk.jfr.internal.");

    /** The insides of the JDK. */
    private static final List<String> JDK_INTERNALS = List.of("sun.", "jdk.internal.", "com.sun.");

    /** What stands below the method of a test. */
    private static final List<String> CALLERS = List.of(
            "org.junit.",
            "junit.",
            "org.testng.",
            "org.apache.maven.",
            "org.gradle.",
            "worker.org.gradle.",
            "jdk.proxy",
            "com.sun.proxy.",
            "com.intellij.",
            "org.eclipse.jdt.",
            "io.leaktrace.junit.TestScope",
            "io.leaktrace.junit.LeakCheck");

    /** Whether what has this origin is none of the test's doing. */
    static boolean hasCreated(Origin origin) {
        List<StackTraceElement> frames = origin.frames();
        if (isIn(CREATORS, frames.get(0)) || frames.stream().anyMatch(frame -> isIn(KEEPERS, frame))) {
            return true;
        }
        return origin.above().stream().anyMatch(frame -> isTimeOut(frame) || isIn(SELF_ENDING, frame));
    }

    /** Whether a task with this origin was submitted by the JDK to itself: what serves it is a thread or a pool. */
    static boolean isOfJdk(Origin origin) {
        return origin.above().stream().anyMatch(frame -> isIn(JDK_INTERNALS, frame));
    }

    /** The frames of a test and what it calls, without those that call it. */
    static List<StackTraceElement> withoutCallers(List<StackTraceElement> frames) {
        int end = frames.size();
        while (end > 1 && (Frames.isJdk(frames.get(end - 1)) || isIn(CALLERS, frames.get(end - 1)))) {
            end--;
        }
        return frames.subList(0, end);
    }

    /** A future's own time-out lasts as long as it takes, and no longer than the future. */
    private static boolean isTimeOut(StackTraceElement frame) {
        String method = frame.getMethodName();
        return frame.getClassName().equals("java.util.concurrent.CompletableFuture")
                && (method.equals("orTimeout") || method.equals("completeOnTimeout"));
    }

    private static boolean isIn(List<String> packages, StackTraceElement frame) {
        String type = frame.getClassName();
        for (String each : packages) {
            if (type.startsWith(each)) {
                return true;
            }
        }
        return false;
    }

    private Harness() {}
}
