/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a single stack frame belongs to. */
final class Frames {
    private static final String AGENT = "io.leaktrace.bootstrap.";
    private static final Set<String> ENTRY_POINTS = Set.of(
            "execute",
            "submit",
            "invokeAll",
            "invokeAny",
            "schedule",
            "scheduleAtFixedRate",
            "scheduleWithFixedDelay",
            "submitListenable",
            "submitCompletable");

    /**
     * The stack without the agent's frames, which may stand at its top and where it calls tasks, and without the frames
     * of lambda proxies, which Java's own stack traces hide too: their names change from run to run.
     */
    static List<StackTraceElement> withoutAgent(StackTraceElement[] raw) {
        List<StackTraceElement> own = new ArrayList<>(raw.length);
        for (StackTraceElement frame : raw) {
            if (!frame.getClassName().startsWith(AGENT) && !isLambdaProxy(frame)) {
                own.add(frame);
            }
        }
        return own;
    }

    private static boolean isLambdaProxy(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.indexOf('/') >= 0 && name.contains("$$Lambda");
    }

    /**
     * How many frames stand above the first of the agent's, which is where an executor calls a task; all if there is
     * none.
     */
    static int aboveAgent(StackTraceElement[] raw) {
        int own = 0;
        for (int i = 0; i < raw.length && !raw[i].getClassName().startsWith(AGENT); i++) {
            own += isLambdaProxy(raw[i]) ? 0 : 1;
        }
        return own;
    }

    /** Whether it is code of the JDK: of a named module of the platform. */
    static boolean isJdk(StackTraceElement frame) {
        return io.leaktrace.core.model.Frames.isJdkModule(frame.getModuleName());
    }

    /** Whether a class is the JDK's: of a named module of the platform. */
    static boolean isJdk(Class<?> type) {
        return io.leaktrace.core.model.Frames.isJdkModule(type.getModule().getName());
    }

    /** Whether it is the entry point of an executor outside the JDK: the user's line is the one that called it. */
    static boolean isSubmission(StackTraceElement frame, Predicate<String> executors) {
        return ENTRY_POINTS.contains(frame.getMethodName()) && executors.test(frame.getClassName());
    }

    private Frames() {}
}
