/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import static io.leaktrace.core.report.TaskFixture.jdk;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IgnoresTest {
    private static final Clock NOV_20 = Clock.fixed(Instant.parse("2026-11-20T23:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final Tracked stuck = order(42).pool("imports").made();

    @Test
    void silencesSingleTasksByRulesThatDoNotCount() throws Exception {
        Ignores tests = Ignores.ofTests(List.of("created:com.acme.*", "name:never", "pool:imports max:1"), List.of());

        assertThat(tests.ignores(stuck)).isTrue();
        assertThat(tests.stale()).containsExactly("name:never", "pool:imports max:1");
        assertThat(tests.ignores(List.of(stuck))).isTrue();
        assertThat(tests.stale()).containsExactly("name:never");
        assertThat(Ignores.ofTests(List.of("pool:imports max:1"), List.of()).ignores(stuck))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created:*", "class:com.acme.Shop", "created:com.acme.Orders.importAll"})
    void matchesNoCreatorThatWasNotCaptured(String rule) throws Exception {
        Tracked unknown = order(42)
                .createdBy(7, "x", 1, own("com.acme.Shop", "open", 1))
                .notCaptured()
                .made();

        assertThat(rules(rule).ignores(List.of(unknown))).isFalse();
        assertThat(rules("created:com.acme.Orders.importAll")
                        .ignores(List.of(order(1).representative(9).made())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created:com.acme.Orders.importAll",
                "created:com.acme.*",
                "created:*.importAll # on purpose",
                "frame:com.acme.Orders.load",
                "frame:jdk.internal.misc.Unsafe.park",
                "top:jdk.internal.misc.Unsafe.park",
                "top:com.acme.Orders.*",
                "class:com.acme.Orders",
                "name:pool-*-thread-*",
                "pool:imports",
                "name:pool-1-thread-42 state:waiting max:1 until:2026-11-20",
                "created:com.acme.*   state:waiting   # two conditions, much space",
                "package:com.acme",
                "package:com",
                "package:*.acme",
                "name:* kind:executor-task",
                "state:waiting",
                "kind:executor-task max:1"
            })
    void silencesWhatARuleMatches(String rule) throws Exception {
        assertThat(rules(rule).ignores(List.of(stuck))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created:com.acme.Orders",
                "created:com.acme.Orders.load",
                "frame:com.acme.Orders.importAll",
                "class:com.acme.*Service",
                "name:thread",
                "pool:import",
                "created:com.acme.* state:blocked",
                "created:com.acme.* until:2026-11-19",
                "#created:com.acme.*"
            })
    void leavesWhatARuleDoesNotMatch(String rule) throws Exception {
        assertThat(rules(rule).ignores(List.of(stuck))).isFalse();
    }

    @Test
    void lookingAtTheTopStopsAtTheFirstFrameOutsideTheJdk() throws Exception {
        Tracked call = task(1).at(
                        jdk("java.lang.Object", "wait", null, -2),
                        own("com.acme.Remote", "answer", 1),
                        jdk("sun.rmi.transport.tcp.TCPTransport", "handleMessages", null, 1))
                .made();
        Tracked idle = task(2).at(
                        jdk("java.lang.Object", "wait", null, -2),
                        jdk("sun.rmi.transport.tcp.TCPTransport", "handleMessages", null, 1))
                .made();
        Ignores builtIn = Ignores.load(null);

        assertThat(builtIn.ignores(List.of(call))).isFalse();
        assertThat(builtIn.ignores(List.of(idle))).isTrue();
    }

    @Test
    void silencesAGroupOnlyIfAllOfItMatchesAndItIsNotTooLarge() throws Exception {
        Tracked other = order(43).name("main").made();

        assertThat(rules("name:pool-*").ignores(List.of(stuck, other))).isFalse();
        assertThat(rules("created:com.acme.* max:1").ignores(List.of(stuck, other)))
                .isFalse();
        assertThat(rules("created:com.acme.* max:2").ignores(List.of(stuck, other)))
                .isTrue();
        assertThat(rules("created:*").ignores(List.of())).isFalse();
    }

    @Test
    void reportsManyClientsThatNobodyClosesButNotTheFirst() throws Exception {
        Tracked selector = task(1).state(State.IO, "select")
                .at(
                        jdk("sun.nio.ch.EPoll", "wait", null, -2),
                        jdk("jdk.internal.net.http.HttpClientImpl$SelectorManager", "run", null, 1))
                .made();
        Ignores builtIn = Ignores.load(null);

        assertThat(builtIn.ignores(List.of(selector))).isTrue();
        assertThat(builtIn.ignores(Collections.nCopies(11, selector))).isFalse();
    }

    @Test
    void keepsRequestsThatPassThroughAMonitoringAgent() throws Exception {
        Tracked request = task(1).at(
                        own("com.acme.Shop", "call", 1), own("io.opentelemetry.javaagent.Interceptor", "invoke", 2))
                .createdBy(
                        1,
                        "main",
                        1,
                        own("com.acme.Shop", "start", 3),
                        own("io.opentelemetry.javaagent.Handler", "read", 4))
                .made();
        Tracked exporter =
                task(2).at(own("io.opentelemetry.sdk.trace.Batch", "run", 2)).made();
        Ignores builtIn = Ignores.load(null);

        assertThat(builtIn.ignores(List.of(request))).isFalse();
        assertThat(builtIn.ignores(List.of(exporter))).isTrue();
    }

    @Test
    void listsRulesOfTheUserThatMatchedNothing() throws Exception {
        Ignores ignores = rules("name:pool-* # workers\nname:never state:idle # old\n\ncreated:com.acme.*");

        assertThat(ignores.stale()).containsExactly("name:pool-*", "name:never state:idle", "created:com.acme.*");
        assertThat(ignores.ignores(List.of(stuck))).isTrue();
        assertThat(ignores.stale()).containsExactly("name:never state:idle");
        assertThat(Ignores.load(null).stale()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "creatd:com.acme.* | unknown rule \"creatd:com.acme.*\"; valid: top:, frame:, created:, name:, pool: or class:",
                "com.acme.* | unknown rule \"com.acme.*\"; valid: top:",
                "name: | no glob after \"name:\"; valid: top:",
                "name:x state:asleep | unknown state \"asleep\"; valid: queued, running, waiting",
                "name:x max:0 | max:0 is not a number of tasks; valid: max:1 and above",
                "name:x max:many | max:many is not a number of tasks",
                "name:x until:tomorrow | until:tomorrow is not a date; valid: until:<yyyy-mm-dd>"
            })
    void namesFileLineAndWhatIsValid(String rule, String message) {
        assertThatThrownBy(() -> rules("# first line\n" + rule))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith(directory.resolve("rules") + ":2: " + message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(() -> Ignores.load(directory.resolve("absent").toString()))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(directory.resolve("absent").toString())
                .hasMessageContaining("give the path of a readable file of rules");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws Exception {
        assertThat(rules("\uFEFFname:pool-*").ignores(List.of(stuck))).isTrue();
    }

    private Ignores rules(String text) throws IOException, OptionException {
        Path file = directory.resolve("rules");
        Files.writeString(file, text);
        return Ignores.load(file.toString(), NOV_20);
    }
}
