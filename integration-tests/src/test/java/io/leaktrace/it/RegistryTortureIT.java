/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Torture;

class RegistryTortureIT {
    @OnEveryJdk
    void countsExactlyHoweverManyThreadsWorkAtOnce(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Torture.class)
                .options("threshold=60s,interval=500ms,format=json")
                .program("60")
                .start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.stdout()).contains("left=[];");
            assertThat(jvm.printed("created")).isGreaterThan(jvm.printed("submitted") / 2);
            assertThat(jvm.printed("dumps")).isPositive();
            assertThat(jvm.reports()).as("nothing was stuck").isEmpty();
            jvm.finish();
        }
    }
}
