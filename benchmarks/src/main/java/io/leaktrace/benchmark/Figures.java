/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;

/** All samples of one JDK at one depth, asked for in pairs of the same round. */
record Figures(List<Sample> samples) {
    Spread absolute(String row, Column column) {
        return Spread.of(byRound(row, column).values());
    }

    /** What the column adds to no agent. */
    Spread added(String row, Column column) {
        return paired(row, column, row, Column.NONE, (with, without) -> with - without);
    }

    /** How much of no agent the column needs or does. */
    Spread share(String row, Column column) {
        return paired(row, column, row, Column.NONE, (with, without) -> with / without);
    }

    /** What the column adds, as a share of what another adds. */
    Spread addedShare(String row, Column column, Column other) {
        Map<Integer, Double> ours = pairs(row, column, row, Column.NONE, (with, without) -> with - without);
        Map<Integer, Double> theirs = pairs(row, other, row, Column.NONE, (with, without) -> with - without);
        return Spread.of(combine(ours, theirs, (one, two) -> one / two).values());
    }

    /** The column's share of no agent in one row, as a multiple of the same in another row. */
    Spread shareOfShare(String row, String otherRow, Column column) {
        Map<Integer, Double> here = pairs(row, column, row, Column.NONE, (with, without) -> with / without);
        Map<Integer, Double> there = pairs(otherRow, column, otherRow, Column.NONE, (with, without) -> with / without);
        return Spread.of(combine(here, there, (one, two) -> one / two).values());
    }

    private Spread paired(String row, Column column, String otherRow, Column other, DoubleBinaryOperator operator) {
        return Spread.of(pairs(row, column, otherRow, other, operator).values());
    }

    private Map<Integer, Double> pairs(
            String row, Column column, String otherRow, Column other, DoubleBinaryOperator operator) {
        return combine(byRound(row, column), byRound(otherRow, other), operator);
    }

    private static Map<Integer, Double> combine(
            Map<Integer, Double> one, Map<Integer, Double> two, DoubleBinaryOperator operator) {
        Map<Integer, Double> combined = new TreeMap<>();
        one.forEach((round, value) -> {
            Double partner = two.get(round);
            if (partner != null) {
                combined.put(round, operator.applyAsDouble(value, partner));
            }
        });
        return combined;
    }

    /** The median of each round. */
    private Map<Integer, Double> byRound(String row, Column column) {
        Map<Integer, Collection<Double>> rounds = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.row().equals(row) && sample.column() == column) {
                rounds.computeIfAbsent(sample.round(), round -> new ArrayList<>())
                        .add(sample.value());
            }
        }
        return rounds.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> Spread.of(entry.getValue()).median()));
    }
}
