/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** The raw stack of one moment; the scanner cuts our own frames. Never thrown. */
final class Capture extends Throwable {
    /** Where it was taken, as far as known without it; null for what is captured always. */
    final transient Site site;
    /** Counts those of the site, from the first on. */
    final transient int number;

    Capture(Site site) {
        this(site, site == null ? 0 : site.nextCapture());
    }

    /** The number first: a task that is created while the stack is walked is none of those before it. */
    private Capture(Site site, int number) {
        super(null, null, false, true);
        this.site = site;
        this.number = number;
    }
}
