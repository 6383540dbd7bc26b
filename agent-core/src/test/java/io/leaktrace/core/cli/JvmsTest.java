/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JvmsTest {
    @ParameterizedTest
    @CsvSource({
        "-Xmx1g com.acme.Main a b, com.acme.Main",
        "-cp a.jar:b.jar -Dx=y com.acme.Main, com.acme.Main",
        "--class-path a.jar @args com.acme.Main, com.acme.Main",
        "-jar shop.jar --port 1, shop.jar",
        "-p mods -m shop/com.acme.Main, shop/com.acme.Main",
        "-Xmx1g, ''",
        "-jar, ''",
        "-cp, ''"
    })
    void findsTheMainClassInACommandLine(String line, String main) {
        assertThat(Jvms.mainOf(line.split(" "))).isEqualTo(main);
    }

    @Test
    void leavesOutThisVeryProcess() {
        assertThat(Jvms.all())
                .extracting(Jvm::pid)
                .doesNotContain(ProcessHandle.current().pid());
    }

    @Test
    void shortensNames() {
        assertThat(TargetTest.jvm(1, "com.acme.Main").shortMain()).isEqualTo("Main");
        assertThat(TargetTest.jvm(1, "/opt/a.b/shop.jar").shortMain()).isEqualTo("shop.jar");
        assertThat(TargetTest.jvm(1, "Main").shortMain()).isEqualTo("Main");
    }
}
