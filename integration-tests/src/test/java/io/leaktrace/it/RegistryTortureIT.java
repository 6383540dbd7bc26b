/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Torture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class RegistryTortureIT {
    @OnEveryJdk
    void countsExactlyHoweverManyThreadsWorkAtOnce(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Torture.class)
                .options("threshold=60s,interval=500ms,format=json")
                .program("60")
                .start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.stdout()).contains("left=[];");
            assertThat(number(jvm, "created")).isGreaterThan(number(jvm, "submitted") / 2);
            assertThat(number(jvm, "dumps")).isPositive();
            assertThat(jvm.reports()).as("nothing was stuck").isEmpty();
            jvm.finish();
        }
    }

    private static long number(ForkedJvm jvm, String name) {
        Matcher matcher = Pattern.compile(name + "=(\\d+);").matcher(jvm.stdout());
        assertThat(matcher.find()).as(name + " in " + jvm.stdout()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
