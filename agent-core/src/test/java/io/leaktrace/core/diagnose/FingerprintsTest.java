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

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FingerprintsTest {
    @Test
    void isTwelveHexadecimalDigitsThatNeverChange() {
        // changing this value breaks what users have stored: only together with a line in the change log
        assertThat(of(order(42).made())).isEqualTo("cb4586b9a583");
    }

    @Test
    void doesNotDependOnIdsNamesTimesLinesOrTheJdk() {
        Tracked elsewhere = task(7).name("other")
                .blocked(5)
                .at(
                        jdk("java.util.concurrent.locks.LockSupport", "park", "LockSupport.java", 1),
                        new StackTraceElement("app", "shop", "2.0", "com.acme.Orders", "load", "Orders.java", 99))
                .waitingOn("x", "ffff", 9, "someone")
                .createdBy(
                        1, "main", 1, own("com.acme.Orders", "importAll", 77), jdk("java.lang.Thread", "run", null, 1))
                .made();

        assertThat(of(elsewhere)).isEqualTo(of(order(42).made()));
    }

    @Test
    void doesNotDependOnNumberOrOrderOfTheTasks() {
        Tracked first = order(1).made();
        Tracked second = order(2).at(own("com.acme.Stock", "take", 1)).made();

        assertThat(of(first, second))
                .isEqualTo(of(second, first, order(3).made()))
                .isNotEqualTo(of(first));
    }

    @Test
    void differsByVerdictKindWaitAndOwnFrames() {
        String one = of(order(1).made());

        assertThat(Fingerprints.of(Verdict.DEADLOCK, List.of(order(1).made()))).isNotEqualTo(one);
        assertThat(of(order(1).kind(Kind.THREAD).made())).isNotEqualTo(one);
        assertThat(of(order(1).state(State.WAITING, "FutureTask.get").made())).isNotEqualTo(one);
        assertThat(of(order(1).at(own("com.acme.Orders", "save", 52)).made())).isNotEqualTo(one);
        assertThat(of(order(1).before().made())).isNotEqualTo(one);
    }

    @Test
    void isTheSameForAnExactAndARepresentativeOrigin() {
        assertThat(of(order(42).representative(9).made()))
                .isEqualTo(of(order(42).made()));
    }

    @Test
    void claimsNoFramesOfAnOriginThatWasNotCaptured() {
        String one = of(order(1).pool("pool-1").notCaptured().made());

        assertThat(of(order(2).pool("pool-7")
                        .createdBy(9, "other", 1, own("com.acme.Shop", "other", 1))
                        .notCaptured()
                        .made()))
                .isEqualTo(one);
        assertThat(of(order(1).pool("pool-1").made())).isNotEqualTo(one);
        assertThat(of(order(1).pool("pool-1").before().made())).isNotEqualTo(one);
        assertThat(of(order(1).pool("mails").notCaptured().made())).isNotEqualTo(one);
    }

    @Test
    void countsARecursionOnceHoweverDeep() {
        StackTraceElement visit = own("com.acme.Tree", "visit", 1);

        assertThat(of(task(1).at(visit, visit, visit).made()))
                .isEqualTo(of(task(1).at(visit).made()));
    }

    @Test
    void tellsThreadsOfTheJdkApartByName() {
        StackTraceElement wait = jdk("java.lang.Object", "wait", null, -2);

        assertThat(of(task(1).name("worker-17").at(wait).made()))
                .isEqualTo(of(task(1).name("worker-4").at(wait).made()))
                .isNotEqualTo(of(task(1).name("reader-4").at(wait).made()));
    }

    @ParameterizedTest
    @CsvSource({
        "a.B$$Lambda$14/0x0000000800c03000, run, a.B$$Lambda/0x00007f1c3c001234, run",
        "a.B, lambda$start$0, a.B, lambda$start$12",
        "a.B, access$000, a.B, access$100",
        "com.sun.proxy.$Proxy12, call, com.sun.proxy.$Proxy3, call",
        "a.B$$EnhancerBySpringCGLIB$$1a2b3c, call, a.B$$EnhancerBySpringCGLIB$$ffff, call",
        "a.B$$SpringCGLIB$$0, call, a.B$$SpringCGLIB$$1, call",
        "a.B$ByteBuddy$Xyz12, call, a.B$ByteBuddy$Abc, call",
        "a.B$HibernateProxy$Xyz12, call, a.B$HibernateProxy$Abc, call",
        "a.B/0x000000080001, call, a.B/0x0000000812, call"
    })
    void leavesOutGeneratedNumbers(String type, String method, String otherType, String otherMethod) {
        assertThat(of(task(1).at(own(type, method, 1)).made()))
                .isEqualTo(of(task(1).at(own(otherType, otherMethod, 1)).made()))
                .isNotEqualTo(of(task(1).at(own("a.Other", method, 1)).made()));
    }

    private static String of(Tracked... tasks) {
        return Fingerprints.of(Verdict.BLOCKED, List.of(tasks));
    }
}
