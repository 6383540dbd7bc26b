/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.ManyLoaders;
import io.leaktrace.it.scenario.MillionTasks;
import io.leaktrace.it.scenario.QueuedMillion;

/** The agent keeps nothing of what has ended. */
class MemoryIT {
    private static final String OPTIONS = "threshold=60s,interval=500ms,format=json";

    @OnEveryJdk
    void forgetsAMillionTasksThatHaveEnded(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, MillionTasks.class)
                .options(OPTIONS)
                .jvm("-Xmx128m")
                .start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.printed("created")).isGreaterThanOrEqualTo(1_000_000);
            assertThat(jvm.printed("grown KB")).as("KB").isLessThan(4_000);
            jvm.finish();
        }
    }

    @OnEveryJdk
    void letsTenThousandClassLoadersGo(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, ManyLoaders.class)
                .options(OPTIONS)
                .jvm("-Xmx128m", "-XX:MaxMetaspaceSize=256m")
                .start()) {
            jvm.awaitOutput("left=");
            jvm.awaitOutput("ready");
            assertThat(jvm.printed("left"))
                    .as("loaders that were not collected")
                    .isZero();
            jvm.finish();
        }
    }

    /** However many tasks a site creates, its stack and those of its ancestors are there once. */
    @OnEveryJdk
    void keepsTheChainOfAMillionTasksOnce(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, QueuedMillion.class)
                .options(OPTIONS)
                .jvm("-Xmx1200m")
                .start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.printed("tasks")).isGreaterThanOrEqualTo(1_000_000);
            assertThat(jvm.printed("bytes each")).isLessThanOrEqualTo(88);
            assertThat(jvm.printed("origins")).isLessThan(200);
            assertThat(jvm.printed("raw stacks")).isZero();
            jvm.finish();
        }
    }
}
