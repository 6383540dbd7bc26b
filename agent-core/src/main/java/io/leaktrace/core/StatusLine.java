/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Health;
import io.leaktrace.core.instrument.Installer;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.Durations;
import io.leaktrace.core.option.Percentages;

/** What the agent says of itself in one line. */
final class StatusLine {
    /** At the start: the options that matter most, and the hooks. */
    static String started(AgentOptions options, Installer installer) {
        return "leaktrace " + AgentVersion.get() + ": " + inForce(options)
                + (options.capturesAsUsual() ? "" : ", " + capturing(options)) + ", " + coverage(installer);
    }

    /** After a change. */
    static String changed(AgentOptions options) {
        return inForce(options) + ", " + capturing(options);
    }

    /** The hooks, and what could not be recorded. */
    static String coverage(Installer installer) {
        long dropped = Health.notRecorded();
        return installer.coverage()
                + (dropped == 0 ? "" : "; " + dropped + " tasks not recorded: too many were alive or queued");
    }

    private static String inForce(AgentOptions options) {
        return "threshold=" + Durations.exact(options.threshold())
                + ", interval=" + Durations.exact(options.interval())
                + ", log=" + options.log();
    }

    private static String capturing(AgentOptions options) {
        return "capture=" + options.capture().label() + ", budget=" + Percentages.exact(options.budget());
    }

    private StatusLine() {}
}
