/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import io.leaktrace.bootstrap.Kind;

/** Reads the names of kinds, as users type them. Any thread. */
public final class Kinds {
    /**
     * The kind of this name.
     *
     * @param intro how the list of what is valid begins in the message of the exception
     */
    public static Kind named(String word, String intro) throws OptionException {
        StringBuilder valid = new StringBuilder();
        for (Kind kind : Kind.values()) {
            if (kind.label().equals(word)) {
                return kind;
            }
            valid.append(valid.isEmpty() ? "" : ", ").append(kind.label());
        }
        throw new OptionException("\"" + word + "\" is not a kind of task; " + intro + valid);
    }

    private Kinds() {}
}
