/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What LeakTrace with its default options must keep to in one row: all of these conditions. */
record Limit(List<Condition> conditions) {
    /**
     * One bound.
     *
     * @param measured what to compare, from the figures and the row's name
     */
    record Condition(String text, BiFunction<Figures, String, Spread> measured, double bound, boolean atMost) {
        boolean holds(double value) {
            return atMost ? value <= bound : value >= bound;
        }
    }

    static Limit none() {
        return new Limit(List.of());
    }

    static Limit added(double most, String text) {
        return new Limit(List.of(atMost(text, (figures, row) -> figures.added(row, Column.AUTO), most)));
    }

    static Limit share(double most, String text) {
        return new Limit(List.of(atMost(text, (figures, row) -> figures.share(row, Column.AUTO), most)));
    }

    static Limit absolute(double most, String text) {
        return new Limit(List.of(atMost(text, (figures, row) -> figures.absolute(row, Column.AUTO), most)));
    }

    static Limit absoluteAtLeast(double least, String text) {
        return new Limit(
                List.of(new Condition(text, (figures, row) -> figures.absolute(row, Column.AUTO), least, false)));
    }

    static Limit shareAtLeast(double least, String text) {
        return new Limit(List.of(new Condition(text, (figures, row) -> figures.share(row, Column.AUTO), least, false)));
    }

    static Limit shareNoWorseThan(String otherRow, String text) {
        return new Limit(List.of(atMost(text, (figures, row) -> figures.shareOfShare(row, otherRow, Column.AUTO), 1)));
    }

    /** This and that what is added is at most such a share of what another agent adds. */
    Limit andAddedShare(Column other, double most, String text) {
        Condition further = atMost(text, (figures, row) -> figures.addedShare(row, Column.AUTO, other), most);
        return new Limit(Stream.concat(conditions.stream(), Stream.of(further)).toList());
    }

    private static Condition atMost(String text, BiFunction<Figures, String, Spread> measured, double most) {
        return new Condition(text, measured, most, true);
    }
}
