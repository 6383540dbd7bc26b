/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.List;

/**
 * Packages of libraries in which nothing but executors, dispatchers and their futures lives: on top of a creating stack,
 * they are on the way from the user's call to the place where the library submits. A shaded copy counts too. Any thread.
 */
final class Plumbing {
    /** Packages without those inside them, but for those that end in {@code *}. */
    private static final List<String> PACKAGES = List.of(
            "io.netty.util.concurrent.",
            "io.vertx.core.",
            "io.vertx.core.impl.",
            "io.vertx.core.impl.future.",
            "kotlinx.coroutines.",
            "kotlinx.coroutines.internal.",
            "kotlinx.coroutines.intrinsics.",
            "kotlinx.coroutines.scheduling.",
            "kotlin.coroutines.*",
            "org.eclipse.jetty.util.component.",
            "org.eclipse.jetty.util.thread.",
            "org.jboss.threads.",
            "com.google.common.util.concurrent.",
            "org.apache.pekko.actor.",
            "org.apache.pekko.actor.dungeon.",
            "org.apache.pekko.actor.typed.internal.*",
            "org.apache.pekko.dispatch.",
            "akka.actor.",
            "akka.actor.dungeon.",
            "akka.actor.typed.internal.*",
            "akka.dispatch.",
            "scala.concurrent.*");

    /** Whether this frame is. */
    static boolean contains(StackTraceElement frame) {
        String type = frame.getClassName();
        for (String each : PACKAGES) {
            boolean whole = each.endsWith("*");
            String name = whole ? each.substring(0, each.length() - 1) : each;
            int at = type.indexOf(name);
            if (at >= 0
                    && (at == 0 || type.charAt(at - 1) == '.')
                    && (whole || type.indexOf('.', at + name.length()) < 0)) {
                return true;
            }
        }
        return false;
    }

    private Plumbing() {}
}
