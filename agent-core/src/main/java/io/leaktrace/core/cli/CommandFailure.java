/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

/** A command that could not do its work. The message is one line for the user: what is wrong and what to do. */
final class CommandFailure extends Exception {
    /** The user or the target made it impossible. */
    static final int ERROR = 2;
    /** The target ended while the command talked to it. */
    static final int GONE = 3;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailure error(String message) {
        return new CommandFailure(ERROR, message);
    }

    static CommandFailure gone(String target) {
        return new CommandFailure(GONE, target + " went away before it answered");
    }

    int exitCode() {
        return exitCode;
    }
}
