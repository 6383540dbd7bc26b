/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {
    private static final List<Jvm> JVMS = List.of(
            jvm(10, "com.acme.Orders"),
            jvm(11, "com.acme.OrdersReport"),
            jvm(12, "/opt/shop/shop-server.jar"),
            jvm(13, "org.example.Twin"),
            jvm(14, "org.example.Twin"),
            jvm(15, ""));

    @Test
    void takesDigitsForAPid() throws Exception {
        assertThat(resolve("4711")).isEqualTo(new Target.Local(4711));
    }

    @ParameterizedTest
    @CsvSource({"localhost:9010, localhost, 9010", "10.0.0.1:1, 10.0.0.1, 1", "[::1]:65535, [::1], 65535"})
    void takesHostAndPortForAnEndpoint(String text, String host, int port) throws Exception {
        assertThat(resolve(text)).isEqualTo(new Target.Remote(host, port));
    }

    @ParameterizedTest
    @CsvSource({"OrdersReport, 11", "ordersrep, 11", "shop-server, 12", "shop-server.jar, 12", "/opt/shop, 12"})
    void takesTheOnlyJvmWithThatPartInItsName(String text, long pid) throws Exception {
        assertThat(resolve(text)).isEqualTo(new Target.Local(pid));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Orders", "com.acme.Orders"})
    void prefersAWholeNameToAPart(String text) throws Exception {
        assertThat(resolve(text)).isEqualTo(new Target.Local(10));
    }

    @Test
    void listsTheCandidatesIfThereAreSeveral() {
        fails("acme", "\"acme\" matches 2 JVMs: 10 com.acme.Orders, 11 com.acme.OrdersReport; give one of these pids");
        fails("Twin", "\"Twin\" matches 2 JVMs: 13 org.example.Twin, 14 org.example.Twin; give one of these pids");
    }

    @Test
    void saysThatNothingMatches() {
        fails("nothing", "no JVM of this user has \"nothing\" in its main class or jar name; \"ps\" lists them");
        fails("", "no JVM of this user has \"\" in its main class or jar name; \"ps\" lists them");
        fails("C:\\shop", "no JVM of this user has \"C:\\shop\"");
    }

    @Test
    void refusesNumbersThatAreNoPidOrPort() {
        fails("0", "\"0\" is not a pid; \"ps\" lists the JVMs");
        fails("99999999999999999999", "\"99999999999999999999\" is not a pid;");
        fails("localhost:0", "\"localhost:0\": the port is not between 1 and 65535");
        fails("localhost:65536", "\"localhost:65536\": the port is not between 1 and 65535");
    }

    private static Target resolve(String text) throws CommandFailure {
        return Target.resolve(text, () -> JVMS);
    }

    private static void fails(String text, String message) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> resolve(text))
                .withMessageStartingWith(message)
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(2));
    }

    static Jvm jvm(long pid, String main) {
        return new Jvm(pid, 1, "", "17.0.15", "OpenJDK 64-Bit Server VM", main, 1000, true);
    }
}
