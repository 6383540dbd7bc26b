/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** The raw stack of one moment; the scanner cuts our own frames. Never thrown. */
final class Capture extends Throwable {
    /** Where it was taken, as far as known without it; null for what is captured always. */
    final transient Site site;
    /** Counts those of the site; set once it is known to be one. */
    transient int number;

    Capture(Site site) {
        super(null, null, false, true);
        this.site = site;
    }
}
