/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which tests fail, and what they say; with JUnit 6, and what JUnit itself decides with JUnit 5 too. */
class LeakCheckIT {
    @OnEveryJdk
    void findsEveryKindOfLeakAndNothingWhereAllWasCleanedUp(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "Kinds");

        assertThat(run.failed()).isEqualTo(leakingOf(run)).hasSizeGreaterThan(10);
        assertThat(run.outcomes())
                .filteredOn(outcome -> outcome.status().equals("FAILED"))
                .allSatisfy(outcome -> {
                    assertThat(outcome.message()).startsWith("LeakError: Kinds." + outcome.test() + " leaked ");
                    assertThat(outcome.message()).contains("\tat io.leaktrace.it.cases.Kinds.");
                    assertThat(outcome.message())
                            .contains("created by", "to silence: created:io.leaktrace.it.cases.Kinds.");
                    assertThat(outcome.stack().toString()).contains("cases.Kinds.", outcome.test());
                });
    }

    @OnEveryJdk
    void groupsManyOfOneLine(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "Kinds");

        assertThat(run.outcome("leaksManyOfOneLine").message())
                .contains("leaked 20 tasks", " executor-task ×20 [waiting: CountDownLatch.await")
                .containsOnlyOnce("created by");
    }

    @OnEveryJdk
    void showsAncestorsUpToTheTest(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "Kinds");

        String message = run.outcome("leaksFarAway").message();
        assertThat(message).contains(" thread [waiting: CountDownLatch.await");
        assertThat(message.split("originating from", -1)).hasSize(4);
        assertThat(message).contains("\tat io.leaktrace.it.cases.Kinds.leaksFarAway(");
        assertThat(message).doesNotContain("org.junit", "TestRunner", "jdk.internal.reflect");
    }

    @OnEveryJdk(from = 21)
    void findsVirtualThreads(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "VirtualThreads");

        assertThat(run.failed()).isEqualTo(leakingOf(run)).hasSize(2);
        assertThat(run.outcome("leaksVirtualThread").message()).contains(" virtual-thread [waiting");
    }

    @OnEveryJdk
    void waitsAsLongAsItIsToldTo(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "Patience");

        assertThat(run.failed()).containsExactly("endsTooLate", "isNotWaitedFor");
    }

    @OnEveryJdk
    void ignoresWhatItIsToldTo(Jdk jdk) throws Exception {
        Path rules = Path.of("target", "it", "ignoring.rules");
        Files.createDirectories(rules.getParent());
        Files.writeString(rules, "# known\nname:lost-file until:2120-01-01 # the one\nname:never-there\n");

        TestRun run = run(jdk, 6, "Ignoring");

        assertThat(run.failed())
                .as(run.evidence())
                .containsExactly(
                        "noLongerThanTold",
                        "notByAnotherPackage",
                        "notByFrameBelowTheTop",
                        "notInAnotherState",
                        "saysWhatIsWrongWithKind",
                        "saysWhatIsWrongWithRule",
                        "saysWhatIsWrongWithTime",
                        "threeAreTooMany");
        assertThat(run.outcome("saysWhatIsWrongWithRule").message())
                .contains("leaktrace: unknown rule \"nam:typo\"; valid: top:,");
        assertThat(run.outcome("saysWhatIsWrongWithKind").message())
                .contains("leaktrace: \"tread\" is not a kind of task; valid: thread,");
        assertThat(run.outcome("saysWhatIsWrongWithTime").message())
                .contains("leaktrace: within \"2 minutes\" is no time; valid: 500ms,");
        assertThat(run.stderr())
                .contains("leaktrace: ignore rules that matched nothing in this run: ")
                .contains("name:never-there", "name:nobody-is-called-so", "name:lost-expired until:2020-01-01")
                .doesNotContain("name:lost-file", "name:lost-nam*");
        assertThat(json(run).getAsJsonArray("staleIgnoreRules").toString()).contains("name:nobody-is-called-so");
    }

    @OnEveryJdk
    void neverHidesTheFailureOfTheTestItself(Jdk jdk) throws Exception {
        for (int junit : new int[] {5, 6}) {
            TestRun run = run(jdk, junit, "Failing");

            assertThat(run.outcome("failsAndLeaks").message()).isEqualTo("AssertionFailedError: its own failure");
            assertThat(run.outcome("failsAndLeaks").suppressed())
                    .anySatisfy(note -> assertThat(note).startsWith("Failing.failsAndLeaks leaked 1 task"));
            assertThat(run.outcome("failsAndIsNotLookedAt").suppressed()).isEmpty();
            assertThat(run.outcome("failsAndIsClean").suppressed()).isEmpty();
            assertThat(run.outcome("assumesAndLeaks").status()).isEqualTo("FAILED");
            assertThat(run.outcome("assumesAndIsClean").status()).isEqualTo("ABORTED");
        }
    }

    @OnEveryJdk
    void knowsAllShapesOfTests(Jdk jdk) throws Exception {
        for (int junit : new int[] {5, 6}) {
            TestRun run = TestRun.of(jdk, junit, lifecycles());

            assertThat(run.failed())
                    .as("JUnit " + junit + run.evidence())
                    .containsExactly(
                            "Lifecycles$BeforeAllLeaks",
                            "checkedLeaks",
                            "constructorLeaks",
                            "dynamic leaks",
                            "factoryLeaks",
                            "inheritedLeaks",
                            "nestedLeaks",
                            "nestedLeaks",
                            "parameterised 2",
                            "perClassLeaks",
                            "repeated 2",
                            "staysInterruptedAndLeaks",
                            "timesOutAndLeaks",
                            "timesOutElsewhereAndLeaks");
            assertThat(run.outcome("timesOutAndLeaks").message()).contains("timed out");
            assertThat(run.outcome("timesOutAndLeaks").suppressed().toString()).contains("leaked 1 task");
        }
    }

    @OnEveryJdk
    void writesReportForPrograms(Jdk jdk) throws Exception {
        JsonArray leaks = json(run(jdk, 6, "Failing")).getAsJsonArray("leaks");

        assertThat(leaks).hasSize(2);
        JsonObject leak = leaks.get(0).getAsJsonObject();
        assertThat(leak.get("test").getAsString()).startsWith("Failing.");
        assertThat(leak.get("count").getAsInt()).isEqualTo(1);
        assertThat(leak.get("ignoreRule").getAsString()).isEqualTo("created:io.leaktrace.it.cases.Failing.leak");
        JsonObject task = leak.getAsJsonArray("tasks").get(0).getAsJsonObject();
        assertThat(task.get("kind").getAsString()).isEqualTo("thread");
        assertThat(task.getAsJsonObject("createdBy")
                        .getAsJsonArray("frames")
                        .get(0)
                        .getAsString())
                .startsWith("io.leaktrace.it.cases.Failing.leak(Failing.java:");
    }

    private static JsonObject json(TestRun run) throws Exception {
        return JsonParser.parseString(run.report()).getAsJsonObject();
    }

    private static TestRun run(Jdk jdk, int junit, String cases) throws Exception {
        return TestRun.of(jdk, junit, List.of(Class.forName("io.leaktrace.it.cases." + cases)));
    }

    private static List<Class<?>> lifecycles() throws Exception {
        Class<?>[] shapes = Class.forName("io.leaktrace.it.cases.Lifecycles").getDeclaredClasses();
        return new ArrayList<>(Arrays.asList(shapes));
    }

    /** The tests whose names begin with {@code leaks}. */
    private static List<String> leakingOf(TestRun run) {
        return run.byTest().keySet().stream()
                .filter(test -> test.startsWith("leaks"))
                .sorted()
                .toList();
    }
}
