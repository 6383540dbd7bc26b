/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void joinsWordsAndMakesPathsAbsolute() {
        String here = new File("").getAbsolutePath() + File.separator;

        assertThat(Options.argument(List.of("threshold=5s", "log=a.log,ignore=rules", "config=c")))
                .isEqualTo("threshold=5s,log=" + here + "a.log,ignore=" + here + "rules,config=" + here + "c");
    }

    @Test
    void leavesWordsAndMistakesAsTheyAre() {
        String argument = "log=stderr,ignore=none,log=,config,nope=x,help";

        assertThat(Options.argument(List.of(argument))).isEqualTo(argument);
        assertThat(Options.argument(List.of())).isEmpty();
    }

    @Test
    void findsMistakesBeforeTheTargetIsTouched() throws Exception {
        assertThat(Options.check("threshold=5s").threshold()).hasSeconds(5);
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> Options.check("depth=0"))
                .withMessage("option depth: \"0\" is not valid; use a number from 1 to 1024");
    }
}
