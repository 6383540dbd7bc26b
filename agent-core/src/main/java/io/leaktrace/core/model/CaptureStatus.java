/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

/**
 * What capturing origins has done and cost since the start.
 *
 * @param mode the option {@code capture} in force, as users type it
 * @param budget share of one core that capturing may cost; 0.01 is 1 %. Holds in mode {@code auto} only
 * @param costRatio share of one core that capturing has cost, as far as it was measured
 * @param exact origins that were captured for the task itself
 * @param representative origins for which the site's representative stack stands
 * @param notCaptured origins without a stack: over budget, and nobody could speak for the site
 */
public record CaptureStatus(
        String mode, double budget, double costRatio, long exact, long representative, long notCaptured) {
    /** The only mode that a budget bounds. */
    private static final String BOUNDED = "auto";

    /** Whether the budget bounds what capturing may cost. */
    public boolean isBounded() {
        return mode.equals(BOUNDED);
    }

    /** All origins there were. */
    public long origins() {
        return exact + representative + notCaptured;
    }

    /** Share of origins that are a representative's, from 0 to 1. */
    public double representativeRatio() {
        return share(representative);
    }

    /** Share of all origins, from 0 to 1. */
    public double share(long some) {
        return origins() == 0 ? 0 : (double) some / origins();
    }
}
