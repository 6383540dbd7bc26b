/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How stack frames are read and written, everywhere a user meets one; any thread may call. */
public final class Frames {
    /** The method as users name it in rules and filters: {@code com.acme.Orders.importAll}. */
    public static String method(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** Whether the frame belongs to the JDK, by its module or, where that is not known, by its package. */
    public static boolean isJdk(StackTraceElement frame) {
        String type = frame.getClassName();
        return isJdkModule(frame.getModuleName())
                || type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.startsWith("sun.");
    }

    /** The first frame outside the JDK, or null if there is none. */
    public static @Nullable StackTraceElement firstOwn(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            if (!isJdk(frame)) {
                return frame;
            }
        }
        return null;
    }

    /**
     * The frame as {@code jstack} prints it, without {@code at}: modules of the JDK only, so that IDEs make a link of
     * it.
     */
    public static String text(StackTraceElement frame) {
        StringBuilder text = new StringBuilder(method(frame)).append('(');
        String module = frame.getModuleName();
        if (isJdkModule(module)) {
            text.append(module);
            if (frame.getModuleVersion() != null) {
                text.append('@').append(frame.getModuleVersion());
            }
            text.append('/');
        }
        return text.append(place(frame)).append(')').toString();
    }

    private static String place(StackTraceElement frame) {
        if (frame.isNativeMethod()) {
            return "Native Method";
        }
        String file = frame.getFileName();
        if (file == null) {
            return "Unknown Source";
        }
        return frame.getLineNumber() < 0 ? file : file + ":" + frame.getLineNumber();
    }

    /** Whether a module of this name belongs to the platform; null, for the unnamed one, does not. */
    public static boolean isJdkModule(@Nullable String module) {
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private Frames() {}
}
