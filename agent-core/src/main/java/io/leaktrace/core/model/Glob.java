/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A pattern in which {@code *} stands for any text, also none; everything else stands for itself, case included.
 *
 * @param pattern must match the whole text
 */
public record Glob(String pattern) {
    /** Whether the whole text matches; null never does. Takes time linear in the text for each {@code *} at most. */
    public boolean matches(@Nullable String text) {
        if (text == null) {
            return false;
        }
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
