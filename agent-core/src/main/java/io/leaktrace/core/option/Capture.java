/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

/** How much of a creating stack is kept. */
public enum Capture {
    /** Every origin exactly. */
    FULL,
    /** Exactly until the budget is spent, then the representative stack of the site, marked so. */
    AUTO,
    /** The creating frame only. */
    SITE;

    /** The word users type. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
