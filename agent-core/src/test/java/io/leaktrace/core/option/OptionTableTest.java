/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OptionTableTest {
    @Test
    void showsEveryOptionOnALineThatFitsATerminal() {
        assertThat(OptionTable.text().lines())
                .hasSize(OptionTable.ROWS.size() + 1)
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(120).doesNotEndWith(" "));
        for (OptionTable.Row row : OptionTable.ROWS) {
            assertThat(OptionTable.text()).contains("\n" + row.key() + " ");
        }
    }

    @Test
    void showsTheDefaultsThatAreInForce() throws Exception {
        AgentOptions defaults = OptionParser.parse("", key -> null);

        assertThat(OptionTable.row("threshold").standard()).isEqualTo(Durations.exact(defaults.threshold()));
        assertThat(OptionTable.row("interval").standard()).isEqualTo(Durations.exact(defaults.interval()));
        assertThat(OptionTable.row("repeat").standard()).isEqualTo(Durations.exact(defaults.repeat()));
        assertThat(OptionTable.row("depth").standard()).isEqualTo(Integer.toString(defaults.depth()));
        assertThat(OptionTable.row("ancestors").standard()).isEqualTo(Integer.toString(defaults.ancestors()));
        assertThat(OptionTable.row("capture").standard())
                .isEqualTo(defaults.capture().label());
        assertThat(OptionTable.row("budget").standard()).isEqualTo(Percentages.exact(defaults.budget()));
        assertThat(OptionTable.row("log").standard()).isEqualTo(defaults.log());
        assertThat(OptionTable.row("jmx").standard()).isEqualTo(Boolean.toString(defaults.jmx()));
    }
}
