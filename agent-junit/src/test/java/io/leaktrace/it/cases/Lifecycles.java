/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes that tests come in; those whose names say so leak. */
class Lifecycles {
    static void leak() {
        Background.daemon(Background::waitForEver).start();
    }

    @LeakCheck(within = "20ms")
    static class Invocations {
        @ParameterizedTest(name = "{index}")
        @ValueSource(strings = {"clean", "leaks", "clean too"})
        void parameterised(String what) {
            if (what.equals("leaks")) {
                leak();
            }
        }

        @RepeatedTest(value = 3, name = "{currentRepetition}")
        void repeated(RepetitionInfo info) {
            if (info.getCurrentRepetition() == 2) {
                leak();
            }
        }

        @TestFactory
        Stream<DynamicNode> dynamic() {
            return Stream.of("clean", "leaks", "clean too")
                    .map(what -> DynamicTest.dynamicTest(what, () -> {
                        if (what.equals("leaks")) {
                            leak();
                        }
                    }));
        }

        @TestFactory
        List<DynamicTest> factoryLeaks() {
            leak();
            return List.of(DynamicTest.dynamicTest("clean", () -> {}));
        }
    }

    @LeakCheck(within = "20ms")
    static class Around {
        private Thread thread = Background.daemon(Background::waitForEver);

        @BeforeEach
        void start() {
            thread.start();
        }

        @AfterEach
        void end() throws Exception {
            thread.interrupt();
            thread.join();
        }

        @Test
        void isCleanAfterAfterEach() {}

        @Nested
        class Inner {
            @Test
            void nestedIsClean() {}

            @Test
            void nestedLeaks() {
                leak();
            }
        }
    }

    @LeakCheck(within = "20ms")
    static class Constructor {
        Constructor() {
            leak();
        }

        @Test
        void constructorLeaks() {}
    }

    @LeakCheck(within = "20ms")
    static class BeforeAllLeaks {
        @BeforeAll
        static void begin() {
            leak();
        }

        @Test
        void isNotToBlame() {}
    }

    @LeakCheck(within = "20ms")
    static class ClassEnds {
        private static Thread thread;

        @BeforeAll
        static void begin() {
            thread = Background.daemon(Background::waitForEver);
            thread.start();
        }

        @AfterAll
        static void end() throws Exception {
            thread.interrupt();
            thread.join();
        }

        @Test
        void usesWhatTheClassHas() {}
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @LeakCheck(within = "20ms")
    static class PerClass {
        private Thread thread;

        PerClass() {
            thread = Background.daemon(Background::waitForEver);
            thread.start();
        }

        @AfterAll
        void end() throws Exception {
            thread.interrupt();
            thread.join();
        }

        @Test
        void perClassIsClean() {}

        @Test
        void perClassLeaks() {
            leak();
        }
    }

    @LeakCheck(within = "20ms")
    static class Interrupted {
        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS)
        void timesOutAndLeaks() {
            leak();
            Background.waitForEver();
        }

        @Test
        @Timeout(value = 100, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void timesOutElsewhereAndLeaks() {
            leak();
            Background.waitForEver();
        }

        @Test
        @Timeout(60)
        void hasTimeLeft() {}

        @Test
        @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void hasTimeLeftElsewhere() {}

        @Test
        void staysInterruptedAndLeaks() {
            leak();
            Thread.currentThread().interrupt();
        }

        @Test
        @LeakCheck(within = "2s")
        void staysInterruptedAndWaits() {
            Background.daemon(() -> {
                        try {
                            TimeUnit.MILLISECONDS.sleep(100);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    })
                    .start();
            Thread.currentThread().interrupt();
        }
    }

    static class OnMethods {
        @Test
        void uncheckedLeaks() {
            leak();
        }

        @Test
        @LeakCheck(within = "20ms")
        void checkedIsClean() {}

        @Test
        @LeakCheck(within = "20ms")
        void checkedLeaks() {
            leak();
        }
    }

    static class Inheriting extends Around {
        @Test
        void inheritedLeaks() {
            leak();
        }
    }
}
