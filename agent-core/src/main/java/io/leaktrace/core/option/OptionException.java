/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

/** An option that cannot be used. The message is one line for the user: what is wrong, what is valid. */
public final class OptionException extends Exception {
    private static final long serialVersionUID = 1;

    /** Takes the whole line, without a prefix. */
    public OptionException(String message) {
        super(message);
    }
}
