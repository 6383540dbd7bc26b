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
    /** What runs tests. */
    private static final List<String> RUNNERS = List.of(
            "org.junit.",
            "junit.",
            "org.testng.",
            "org.apache.maven.",
            "org.gradle.",
            "worker.org.gradle.",
            "com.intellij.",
            "org.eclipse.jdt.");

    /** What tests use that keeps threads of its own. */
    private static final List<String> TOOLS = List.of(
            "org.mockito.", "net.bytebuddy.", "org.testcontainers.", "org.rnorth.ducttape.", "com.github.dockerjava.");

    /** What is created anywhere inside: kept from test to test and closed by its keeper, or the doing of an agent. */
    private static final List<String> KEEPERS = List.of(
            "org.springframework.test.context.cache.",
            "org.junit.platform.engine.support.store.",
            "org.junit.jupiter.engine.execution.ExtensionValuesStore",
            "org.junit.jupiter.engine.execution.NamespaceAwareStore",
            "sun.instrument.InstrumentationImpl");

    /**
     * Parts of the JDK whose threads end by themselves, once the host has let go of what they serve: there is nothing to
     * close, or was not in earlier versions.
     */
    private static final List<String> SELF_ENDING = List.of("jdk.internal.net.http.", "jdk.jfr.internal.");

    /** The insides of the JDK. */
    private static final List<String> JDK_INTERNALS = List.of("sun.", "jdk.internal.", "com.sun.");

    /** What else stands below the method of a test. */
    private static final List<String> CALLERS =
            List.of("jdk.proxy", "com.sun.proxy.", "io.leaktrace.junit.TestScope", "io.leaktrace.junit.LeakCheck");

    /** Whether a test framework, or a tool that tests use, has created what has this origin. */
    static boolean hasCreated(Origin origin) {
        StackTraceElement creator = origin.frames().get(0);
        return isIn(RUNNERS, creator) || isIn(TOOLS, creator);
    }

    /** Whether it was created to be there for all tests. */
    static boolean isKept(Origin origin) {
        return origin.frames().stream().anyMatch(frame -> isIn(KEEPERS, frame));
    }

    /** Whether it ends by itself. */
    static boolean endsByItself(Origin origin) {
        return origin.above().stream().anyMatch(frame -> isIn(SELF_ENDING, frame));
    }

    /** Whether a task with this origin was submitted by the JDK to itself: what serves it is a thread or a pool. */
    static boolean isOfJdk(Origin origin) {
        return origin.above().stream().anyMatch(frame -> isIn(JDK_INTERNALS, frame));
    }

    /** The frames of a test and what it calls, without those that call it. */
    static List<StackTraceElement> withoutCallers(List<StackTraceElement> frames) {
        int end = frames.size();
        while (end > 1 && isCaller(frames.get(end - 1))) {
            end--;
        }
        return frames.subList(0, end);
    }

    private static boolean isCaller(StackTraceElement frame) {
        return Frames.isJdk(frame) || isIn(RUNNERS, frame) || isIn(CALLERS, frame);
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
