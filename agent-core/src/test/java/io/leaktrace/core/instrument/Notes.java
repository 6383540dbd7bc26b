/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.ArrayList;
import java.util.List;

/** Stands in for the probes: woven test classes call it. Notes what it is told, and can fail each time. */
public final class Notes {
    static final List<String> SAID = new ArrayList<>();
    /** Of the methods that called. */
    static final List<Integer> LINES = new ArrayList<>();

    static boolean failing;

    public static Object entered(Object self, Object argument) {
        return say("entered " + name(self) + " " + argument);
    }

    public static int counted(int number) {
        say("counted " + number);
        return number + 1;
    }

    /** Never fails: it is called without a net. */
    public static void replaced(Object token, Object argument) {
        SAID.add("replaced by " + argument + " after " + token);
    }

    public static void left(Object token, Throwable thrown) {
        say("left " + token + (thrown == null ? "" : " by " + thrown.getMessage()));
    }

    public static void leftNumber(int token) {
        say("left " + token);
    }

    public static void returned(Object argument, Object result) {
        say("returned " + result + " for " + argument);
    }

    public static void made(Object self, Object argument) {
        say("made " + name(self) + " of " + argument);
    }

    private static Object say(String what) {
        SAID.add(what);
        LINES.add(new Throwable().getStackTrace()[2].getLineNumber());
        if (failing) {
            throw new StackOverflowError("of a probe");
        }
        return "token";
    }

    private static String name(Object self) {
        return self.getClass().getSimpleName();
    }

    private Notes() {}
}
