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

import io.leaktrace.core.model.Tracked;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadyRuleTest {
    @Test
    void namesTheFirstCreatorOutsideTheJdk() throws Exception {
        assertThat(rule(order(1).made())).isEqualTo("created:com.acme.Orders.importAll");
        assertThat(rule(order(1).createdBy(
                                1,
                                "main",
                                1,
                                jdk("java.util.Timer", "<init>", null, 1),
                                own("com.acme.Cron", "start", 2))
                        .made()))
                .isEqualTo("created:com.acme.Cron.start");
    }

    @Test
    void putsAStarForGeneratedNumbers() throws Exception {
        assertThat(rule(order(1).createdBy(1, "main", 1, own("com.acme.Main$$Lambda/0x00007f1c", "lambda$main$0", 2))
                        .made()))
                .isEqualTo("created:com.acme.Main$$Lambda*.lambda$main$*");
    }

    @Test
    void namesTheTaskIfItsCreatorIsUnknown() throws Exception {
        assertThat(rule(order(1).before().name("pool-12567-thread-1").made())).isEqualTo("name:pool-*-thread-*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker #1", "#1", " padded ", "a max:3", "two\nlines", "x state:y # z", "*"})
    void silencesTasksWithUnusualNames(String name) throws Exception {
        assertThat(rule(task(1).name(name).made())).startsWith("name:");
    }

    @Test
    void takesTheFrameIfThereIsNoName() throws Exception {
        assertThat(rule(order(1).before().name(null).made())).isEqualTo("frame:com.acme.Orders.load");
        assertThat(rule(task(1).at(jdk("java.lang.Object", "wait", null, -2)).made()))
                .isEqualTo("frame:java.lang.Object.wait");
    }

    @Test
    void namesARepresentativeCreatorLikeAnExactOne() throws Exception {
        assertThat(rule(order(1).made(), order(2).representative(9).made()))
                .isEqualTo("created:com.acme.Orders.importAll");
    }

    @Test
    void prefersWhatItDoesToTheNameOfItsThreadIfTheOriginWasNotCaptured() throws Exception {
        assertThat(rule(order(1).notCaptured().made())).isEqualTo("frame:com.acme.Orders.load");
        assertThat(rule(task(1).pool("mails").createdBy(7, "x", 1).notCaptured().made()))
                .isEqualTo("pool:mails");
    }

    @Test
    void coversAllTasksOfAFindingIfOneRuleCan() throws Exception {
        StackTraceElement main = own("com.acme.Main", "main", 1);
        Tracked first = order(1).createdBy(1, "main", 1, own("com.acme.A", "a", 1), main)
                .made();
        Tracked second = order(2).createdBy(1, "main", 1, own("com.acme.B", "b", 1), main)
                .made();

        assertThat(rule(first, second)).isEqualTo("created:com.acme.Main.main");
    }

    @Test
    void isEmptyIfNothingIsKnown() {
        assertThat(ReadyRule.of(List.of(task(1).made()))).isEmpty();
        assertThat(ReadyRule.of(List.of())).isEmpty();
    }

    /** The rule, after checking that it does what it promises. */
    private static String rule(Tracked... tasks) throws Exception {
        String text = ReadyRule.of(List.of(tasks));
        IgnoreRule rule = IgnoreRule.parse(text);
        assertThat(rule).isNotNull();
        assertThat(rule.ignores(List.of(tasks), tasks.length, LocalDate.EPOCH))
                .as(text)
                .isTrue();
        return text;
    }
}
