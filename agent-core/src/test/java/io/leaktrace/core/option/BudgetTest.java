/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BudgetTest {
    @ParameterizedTest
    @CsvSource({"0.01%, 0.0001", "0.5%, 0.005", "0.07%, 0.0007", "1%, 0.01", "2, 0.02", "12.5%, 0.125", "100%, 1"})
    void isReadAsAShareOfOneCore(String budget, double share) throws Exception {
        assertThat(parse("budget=" + budget).budget()).isEqualTo(share);
        assertThat(parse("budget=" + budget).notices()).isEmpty();
        assertThat(OptionParser.change(parse(""), "budget=" + budget).budget()).isEqualTo(share);
    }

    @Test
    void staysAsItIsWhenOtherOptionsChange() throws Exception {
        AgentOptions before = parse("budget=5%");

        assertThat(OptionParser.change(before, "capture=full,threshold=1s").budget())
                .isEqualTo(0.05);
    }

    @Test
    void isWorthAWordAtTheStartOnlyIfSomebodyChangedIt() throws Exception {
        assertThat(parse("threshold=1s,budget=1%,capture=auto").capturesAsUsual())
                .isTrue();
        assertThat(parse("budget=2%").capturesAsUsual()).isFalse();
        assertThat(parse("capture=full").capturesAsUsual()).isFalse();
    }

    private static AgentOptions parse(String argument) throws OptionException {
        return OptionParser.parse(argument, key -> null);
    }
}
