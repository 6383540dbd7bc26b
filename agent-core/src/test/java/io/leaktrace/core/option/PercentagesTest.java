/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PercentagesTest {
    @ParameterizedTest
    @CsvSource({"0, 0%", "0.0042, 0.42%", "0.005, 0.5%", "0.01, 1%", "0.972, 97.2%", "0.3333333, 33.33%", "1, 100%"})
    void roundsToTwoDecimals(double share, String text) {
        assertThat(Percentages.text(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0000001, <0.01%", "0.99999999, >99.99%", "0.9999, 99.99%", "0.0001, 0.01%", "1.31, 131%"})
    void saysNothingAndAllOnlyIfItIs(double share, String text) {
        assertThat(Percentages.text(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.01%", "0.07%", "0.29%", "0.5%", "1%", "2.123456%", "10%", "57%", "100%"})
    void writesWhatWasTyped(String typed) {
        assertThat(Percentages.exact(Percentages.parse(typed))).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource({"''", "%", "1 %", "1%%", "0", "0.0099", "100.1", "1000", "-1", "1e1", "٣%", "1.", "NaN"})
    void refusesWhatIsNoPercentageOfACore(String text) {
        assertThat(Percentages.parse(text)).isNull();
    }
}
