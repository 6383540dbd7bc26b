/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/**
 * The tasks that a site creates between two captures, none of them captured: what these tasks refer to instead of a
 * stack. The site speaks for them once the capture that ends the gap was found to agree with all before it, so a second
 * line that begins to use the site is never taken for the first for as long as nothing is captured.
 */
public final class Gap {
    /** Where these tasks were created. */
    public final Site site;
    /** How many captures there were before. */
    private final int number;

    Gap(Site site, int number) {
        this.site = site;
        this.number = number;
    }

    boolean isBefore(int captures) {
        return number < captures;
    }

    /** The origin that stands for that of each of these tasks, or null if there is none yet. Any thread. */
    public Object representative() {
        return site.representative(number);
    }
}
