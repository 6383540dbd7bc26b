/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is configured for all tests of a run: JUnit's configuration parameters, else system properties. Any thread. */
final class Config {
    /** {@code true} to check the whole run too. */
    static final String RUN = "leaktrace.junit.run";
    /** {@code lazy} to attach at the first use and not when the run begins. */
    static final String ATTACH = "leaktrace.junit.attach";
    /** How long tasks may take to end, unless a check says otherwise. */
    static final String WITHIN = "leaktrace.junit.within";
    /** A directory for the reports of runs; {@code none} for no reports. */
    static final String REPORT = "leaktrace.junit.report";
    /** A file of ignore rules for all checks. */
    static final String BASELINE = "leaktrace.junit.baseline";
    /** {@code true} to add to that file what leaks, and fail nothing. */
    static final String BASELINE_WRITE = "leaktrace.junit.baseline.write";

    private static volatile Function<String, @Nullable String> source = System::getProperty;

    /** Parameters that were given to a run; system properties stand behind them. */
    static void of(Function<String, @Nullable String> parameters) {
        source = key -> {
            String value = parameters.apply(key);
            return value == null ? System.getProperty(key) : value;
        };
    }

    static @Nullable String get(String key) {
        String value = source.apply(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    static boolean isTrue(String key) {
        return "true".equalsIgnoreCase(get(key));
    }

    private Config() {}
}
