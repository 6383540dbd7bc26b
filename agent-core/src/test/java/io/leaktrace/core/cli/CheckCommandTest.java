/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckCommandTest {
    @ParameterizedTest
    @CsvSource({
        "'leaktrace report #12 at 2026-11-20T10:15:00Z: 3 findings, 57 tasks (31 idle)', 3",
        "'leaktrace report #1 at 2026-11-20T10:15:00.123Z: 1 finding, 57 tasks (31 idle)', 1",
        "'leaktrace report #1 at 2026-11-20T10:15:00Z: 0 findings, 57 tasks', 0",
        "'something else: 3 findings', -1",
        "'', -1"
    })
    void readsTheNumberOfFindingsFromTheFirstLine(String line, int findings) {
        assertThat(CheckCommand.findings(line + "\n\nBLOCKED\n")).isEqualTo(findings);
    }

    @Test
    void readsWhetherThereAreFindingsFromJson() throws Exception {
        assertThat(CheckCommand.hasFindings("{\"findings\":[{}]}")).isTrue();
        assertThat(CheckCommand.hasFindings("{\"findings\":[]}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "[]", "{\"findings\":3}"})
    void refusesWhatIsNoReport(String json) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> CheckCommand.hasFindings(json))
                .withMessageContaining("something else than a report");
    }
}
