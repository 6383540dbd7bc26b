/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static io.leaktrace.it.cases.Background.daemon;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leaktrace.junit.LeakCheck;
import io.leaktrace.junit.Leaks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every test leaks a thread with a name of its own; what is ignored decides. */
@LeakCheck(within = "20ms")
class Ignoring {
    private static final String ME = "io.leaktrace.it.cases.Ignoring.";

    @Test
    @LeakCheck(ignoreTop = "io.leaktrace.it.cases.Background.waitForEver")
    void byTopFrame() {
        leak("top");
    }

    @Test
    @LeakCheck(ignoreTop = ME + "waiting")
    void notByFrameBelowTheTop() {
        leak("below-top");
    }

    @Test
    @LeakCheck(ignoreFrame = "*.Ignoring.waiting")
    void byAnyFrame() {
        leak("frame");
    }

    @Test
    @LeakCheck(ignoreCreatedBy = ME + "byCreator")
    void byCreator() {
        leak("creator");
    }

    @Test
    @LeakCheck(ignorePackage = "io.leaktrace.it")
    void byPackage() {
        leak("package");
    }

    @Test
    @LeakCheck(ignorePackage = "java.util.concurrent")
    void notByAnotherPackage() {
        leak("other-package");
    }

    @Test
    @LeakCheck(ignoreName = "lost-nam*")
    void byName() {
        leak("name");
    }

    @Test
    @LeakCheck(ignore = "name:lost-state state:waiting # waits for ever")
    void byState() {
        leak("state");
    }

    @Test
    @LeakCheck(ignore = "name:lost-other-state state:running")
    void notInAnotherState() {
        leak("other-state");
    }

    @Test
    @LeakCheck(ignore = "created:" + ME + "twiceAtMost max:2")
    void twiceAtMost() {
        leak("one");
        leak("two");
    }

    @Test
    @LeakCheck(ignore = "created:" + ME + "leak max:2")
    void threeAreTooMany() {
        for (int i = 0; i < 3; i++) {
            leak("three");
        }
    }

    @Test
    @LeakCheck(ignore = "name:lost-expired until:2020-01-01")
    void noLongerThanTold() {
        leak("expired");
    }

    @Test
    @LeakCheck(ignore = "name:lost-later until:2120-01-01")
    void untilThen() {
        leak("later");
    }

    @Test
    @LeakCheck(ignoreFile = "target/it/ignoring.rules")
    void byFile() {
        leak("file");
    }

    @Test
    @LeakCheck(kinds = {"pool", "timer-task"})
    void otherKinds() {
        leak("kind");
    }

    @Test
    @LeakCheck(ignore = "nam:typo")
    void saysWhatIsWrongWithRule() {}

    @Test
    @LeakCheck(kinds = "tread")
    void saysWhatIsWrongWithKind() {}

    @Test
    @LeakCheck(within = "2 minutes")
    void saysWhatIsWrongWithTime() {}

    @Test
    @LeakCheck(ignoreName = "nobody-is-called-so")
    void hasStaleRule() {}

    @Test
    @LeakCheck(ignoreName = "lost-api*")
    void byPredicateAndState() {
        try (Leaks.Scope scope =
                Leaks.start(Leaks.within("0ms"), Leaks.ignore(leak -> "lost-api".equals(leak.name())))) {
            leak("api");
            assertEquals(List.of(), scope.find());
        }
        try (Leaks.Scope scope = Leaks.start(Leaks.within("0ms"), Leaks.ignoreState("waiting", "running"))) {
            leak("api");
            assertEquals(List.of(), scope.find());
        }
        try (Leaks.Scope scope = Leaks.start(Leaks.within("0ms"), Leaks.ignoreClass("*.Ignoring"))) {
            leak("api");
            assertEquals(List.of(), scope.find());
        }
    }

    @Test
    @LeakCheck(ignoreName = "lost-bas*")
    void whatWasThereBefore() {
        leak("base-before");
        Leaks.Option before = Leaks.baseline();
        assertEquals(List.of(), Leaks.find(before, Leaks.within("0ms")));
        leak("base-after");
        List<io.leaktrace.junit.Leak> found = Leaks.find(before, Leaks.within("0ms"));
        assertEquals(
                List.of("lost-base-after"),
                found.stream().map(leak -> leak.name()).toList());
    }

    private static void leak(String name) {
        Thread thread = daemon(Ignoring::waiting);
        thread.setName("lost-" + name);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private static void waiting() {
        Background.waitForEver();
    }
}
