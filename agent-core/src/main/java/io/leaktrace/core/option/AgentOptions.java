/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import io.leaktrace.bootstrap.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a user can set, already checked. Made by {@link OptionParser} only.
 *
 * @param threshold report what has been stuck for longer
 * @param interval time between scans
 * @param kinds kinds to track
 * @param forks whether {@code fork-join-task} was named, so that forks inside a pool are tracked too
 * @param include package prefixes or globs of which one must match; empty means all
 * @param exclude package prefixes or globs of which none may match
 * @param ignore path of a file with further ignore rules, or null
 * @param budget share of one core that capturing may cost with {@link Capture#AUTO}; 0.01 is 1 %
 * @param depth frames kept per origin
 * @param ancestors ancestor origins shown
 * @param log {@code stderr}, {@code stdout}, {@code none} or a file path
 * @param json whether reports are written as JSON
 * @param repeat an unchanged finding is written again only after this long
 * @param jmx whether the MBean is registered
 * @param notices lines to print at start, such as keys that this version accepts without effect
 * @param help whether only the table of options is asked for
 */
public record AgentOptions(
        Duration threshold,
        Duration interval,
        Set<Kind> kinds,
        boolean forks,
        List<String> include,
        List<String> exclude,
        @Nullable String ignore,
        Capture capture,
        double budget,
        int depth,
        int ancestors,
        String log,
        boolean json,
        Duration repeat,
        boolean jmx,
        List<String> notices,
        boolean help) {
    static final double USUAL_BUDGET = 0.01;

    /** The same, but for so many ancestors to be shown. */
    public AgentOptions withAncestors(int shown) {
        return new AgentOptions(
                threshold, interval, kinds, forks, include, exclude, ignore, capture, budget, depth, shown, log, json,
                repeat, jmx, notices, help);
    }

    /** Whether nobody changed how origins are captured. */
    public boolean capturesAsUsual() {
        return capture == Capture.AUTO && budget == USUAL_BUDGET;
    }
}
