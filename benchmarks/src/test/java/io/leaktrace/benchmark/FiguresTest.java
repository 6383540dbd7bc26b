/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    @Test
    void comparesOnlyWhatWasMeasuredInTheSameRound() {
        Figures figures = figures(
                sample(Column.NONE, 1, 100),
                sample(Column.AUTO, 1, 150),
                sample(Column.NONE, 2, 900),
                sample(Column.AUTO, 2, 960),
                sample(Column.NONE, 3, 200));

        assertThat(figures.added("row", Column.AUTO)).isEqualTo(new Spread(50, 55, 60));
    }

    @Test
    void takesTheMedianOfEachRound() {
        Figures figures = figures(
                sample(Column.NONE, 1, 100),
                sample(Column.NONE, 1, 102),
                sample(Column.NONE, 1, 5_000),
                sample(Column.AUTO, 1, 51));

        assertThat(figures.share("row", Column.AUTO).median()).isEqualTo(0.5);
    }

    @Test
    void comparesWhatTwoAgentsAdd() {
        Figures figures =
                figures(sample(Column.NONE, 1, 100), sample(Column.AUTO, 1, 110), sample(Column.NAIVE, 1, 300));

        assertThat(figures.addedShare("row", Column.AUTO, Column.NAIVE).median())
                .isEqualTo(0.05);
    }

    @Test
    void leavesQuartilesOfManyValues() {
        Spread spread =
                Spread.of(Stream.of(9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 1_000.0).toList());

        assertThat(spread).isEqualTo(new Spread(3, 4.5, 6));
    }

    @Test
    void writesTheVerdictAndSaysWhenRoundsDiffer() {
        Row row = new Row("row", "a row", Row.Shown.NANOS_ADDED, Limit.added(55, "≤ +55 ns"));
        Figures figures = figures(
                sample(Column.NONE, 1, 100), sample(Column.AUTO, 1, 150),
                sample(Column.NONE, 2, 100), sample(Column.AUTO, 2, 160),
                sample(Column.NONE, 3, 100), sample(Column.AUTO, 3, 151));

        String table = new Table(figures, List.of(row), List.of(Column.NONE, Column.AUTO)).toString();

        assertThat(table)
                .contains(
                        "| a row | **100 ns** (100…100) | **+51.0 ns** (+50.0…+60.0) | ≤ +55 ns | met, rounds differ");
    }

    private static Figures figures(Sample... samples) {
        return new Figures(List.of(samples));
    }

    private static Sample sample(Column column, int round, double value) {
        return new Sample(17, 20, "row", column, round, value);
    }
}
