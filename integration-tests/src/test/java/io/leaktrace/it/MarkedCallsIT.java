/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.MarkedCalls;
import java.util.List;

/** Calls that may lead to a submission are told apart, and nothing else about the program changes. */
class MarkedCallsIT {
    @OnEveryJdk
    void tellsLinesApartAndChangesNothingTheProgramCanSee(Jdk jdk) throws Exception {
        List<String> without;
        try (ForkedJvm jvm = ForkedJvm.of(jdk, MarkedCalls.class).withoutAgent().start()) {
            jvm.awaitOutput("ready").finish();
            without = facts(jvm);
        }
        try (ForkedJvm jvm = ForkedJvm.of(jdk, MarkedCalls.class).start()) {
            jvm.awaitOutput("ready").finish();
            assertThat(jvm.stdout()).contains("told apart");
            assertThat(facts(jvm)).hasSizeGreaterThan(5).isEqualTo(without);
            assertThat(jvm.stdout()).doesNotContainPattern("suppressed failures: [1-9]");
        }
    }

    /** The JVM refuses to restore it, with an error of its own. */
    @OnEveryJdk
    void detachesAlthoughTheInitialiserOfAMarkedClassFailed(Jdk jdk) throws Exception {
        JvmCommand command =
                ForkedJvm.of(jdk, MarkedCalls.class).jvm("-Xshare:off"); // else the JVM warns of the attach
        if (jdk.feature() >= 21) {
            command.jvm("-XX:+EnableDynamicAgentLoading");
        }
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("ready");
            Command detach = Command.run(jdk, "detach", String.valueOf(jvm.pid()));
            assertThat(detach.exitCode()).as(detach.toString()).isZero();
            jvm.finish();
        }
    }

    private static List<String> facts(ForkedJvm jvm) {
        return jvm.stdout().lines().filter(line -> line.startsWith("fact ")).toList();
    }
}
