/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class DumpFilterTest {
    @Test
    void isEmptyWithoutConditions() {
        assertThat(new DumpFilter()).hasToString("");
    }

    @Test
    void joinsPairsInTheirOrder() throws Exception {
        DumpFilter filter = new DumpFilter()
                .group("site")
                .condition("with", "created:com.acme.*")
                .condition("without", "state:idle")
                .duration("older", "5m")
                .duration("blocked", "500ms")
                .limit(10)
                .hideIdle()
                .json();

        assertThat(filter)
                .hasToString("group=site with=created:com.acme.* without=state:idle older=5m blocked=500ms limit=10"
                        + " hide-idle=true format=json");
    }

    @Test
    void quotesBlanks() throws Exception {
        assertThat(new DumpFilter().condition("with", "name:my own\\thread"))
                .hasToString("with=\"name:my own\\thread\"");
    }

    @Test
    void saysWhatIsValid() {
        fails(
                () -> new DumpFilter().group("x"),
                "--group: \"x\" is not valid; use site, stack, wait, state, kind, pool");
        fails(
                () -> new DumpFilter().condition("with", "thread:x"),
                "--with: \"thread:x\" is not valid; use field:glob, for example created:com.acme.*;"
                        + " fields: created, frame, name, state, wait, kind, label");
        fails(
                () -> new DumpFilter().condition("without", "com.acme"),
                "--without: \"com.acme\" is not valid; use field:glob");
        fails(() -> new DumpFilter().condition("with", "name:"), "--with: \"name:\" is not valid; use field:glob");
        fails(
                () -> new DumpFilter().condition("with", "name:a\"b"),
                "--with: name:a\"b contains a double quote; put * in its place");
        fails(() -> new DumpFilter().duration("older", "5"), "--older: \"5\" is not a duration; use for example 500ms");
        fails(() -> new DumpFilter().limit(0), "--limit: \"0\" is not valid; use a number from 1");
    }

    private static void fails(ThrowingCallable call, String message) {
        assertThatExceptionOfType(CommandFailure.class).isThrownBy(call).withMessageStartingWith(message);
    }
}
