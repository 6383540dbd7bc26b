/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "-1, 0ms",
        "350, 350ms",
        "999, 999ms",
        "1000, 1s",
        "10999, 10s",
        "59999, 59s",
        "60000, 1m00s",
        "125000, 2m05s",
        "3599999, 59m59s",
        "3600000, 1h00m",
        "3720000, 1h02m",
        "90000000, 25h00m"
    })
    void writesDurationsAsReportsDo(long millis, String text) {
        assertThat(Durations.text(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "60s, 60000",
        "5m, 300000",
        "1h, 3600000",
        "2m05s, 125000",
        "1h02m, 3720000",
        "1s500ms, 1500",
        "PT1M, 60000",
        "pt0.5s, 500",
        "87600h, 315360000000"
    })
    void readsWhatUsersTypeAndWhatReportsPrint(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "-5s",
                "0s",
                "0ms",
                "5 s",
                "5S",
                "5d",
                "5s5s",
                "5s5m",
                "5m-1s",
                "1.5s",
                "87601h",
                "PT0S",
                "PT-5S",
                "P",
                "PTx",
                "99999999999999999999s",
                "999999999999h",
                "P99999999999999999D",
                "٣s"
            })
    void refusesWhatIsNoSensibleDuration(String text) {
        assertThat(Durations.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "1500ms", "1s", "60s", "90s", "5m", "1h", "48h", "61m"})
    void writesExactlyWhatWasTyped(String text) {
        assertThat(Durations.exact(Durations.parse(text))).isEqualTo(text);
    }
}
