/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.beust.jcommander.JCommander;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.Assert;
import org.slf4j.Logger;
import org.testng.TestNG;

/** The check where there is no annotation: whole runs, calls, JUnit 4, TestNG, no framework; and the agent that it needs. */
class FrameworksIT {
    @OnEveryJdk
    void turnsGreenRunRedIfItIsCheckedAsAWhole(Jdk jdk) throws Exception {
        for (int junit : new int[] {5, 6}) {
            TestRun run = run(jdk, junit, "leaktrace.junit.run=true", "Unchecked");

            assertThat(run.failed()).containsExactly("what the tests of this run have left behind");
            assertThat(run.outcome("what the tests of this run have left behind")
                            .message())
                    .contains(" leaked 3 tasks (2 executor-task, 1 thread)")
                    .contains("{test: Unchecked.leaksAfterAsking}")
                    .contains(
                            "{test: Unchecked.leaksUnchecked}", "\tat io.leaktrace.it.cases.Unchecked.leaksUnchecked(")
                    .contains("{test: Unchecked}", "\tat io.leaktrace.it.cases.Unchecked.leaksForTheClass(");
        }
    }

    @OnEveryJdk
    void keepsRedRunRedAndCleanRunGreen(Jdk jdk) throws Exception {
        TestRun red = run(jdk, 6, "leaktrace.junit.run=true", "Red", "Unchecked");
        assertThat(red.failed()).containsExactly("failsByItself", "what the tests of this run have left behind");

        TestRun green = run(jdk, 6, "leaktrace.junit.run=true", "CleanRun", "Innocents");
        assertThat(green.failed()).as(green.evidence()).isEmpty();

        TestRun unasked = run(jdk, 6, "leaktrace.junit.run=false", "Unchecked");
        assertThat(unasked.failed()).isEmpty();
    }

    @OnEveryJdk
    void answersCalls(Jdk jdk) throws Exception {
        for (int junit : new int[] {5, 6}) {
            TestRun run = run(jdk, junit, "leaktrace.junit.run=false", "Callers");

            assertThat(run.failed()).as(run.evidence()).isEmpty();
            assertThat(run.outcomes()).hasSize(4);
        }
    }

    @OnEveryJdk
    void worksAsRuleOfJUnit4(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "leaktrace.junit.run=false", "Junit4");

        assertThat(run.failed()).containsExactly("failsAndLeaksUnderRule", "leaksUnderRule", "leaksUnderRuleInTime");
        assertThat(run.outcome("leaksUnderRule").message()).contains("Junit4.leaksUnderRule leaked 1 task");
        assertThat(run.outcome("failsAndLeaksUnderRule").message()).isEqualTo("IllegalStateException: its own");
        assertThat(run.outcome("failsAndLeaksUnderRule").suppressed().toString())
                .contains("leaked 1 task");
    }

    @OnEveryJdk
    void worksAroundAllTestsOfAClass(Jdk jdk) throws Exception {
        TestRun run = run(jdk, 6, "leaktrace.junit.run=false", "Junit4Class");

        assertThat(run.failed()).containsExactly("Junit4Class");
        assertThat(run.outcome("Junit4Class").message()).contains("Junit4Class.java:");
    }

    @OnEveryJdk
    void worksUnderTestNg(Jdk jdk) throws Exception {
        JvmCommand command = TestRun.command(jdk, 6, TestNgRunner.class)
                .jar(TestNG.class, JCommander.class, Logger.class, Assert.class)
                .program("io.leaktrace.it.cases.UnderTestNg");
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput(TestRunner.DONE);
            assertThat(jvm.stdout()).contains("passed cleanUnderTestNg", "failed end: UnderTestNg.begin leaked 1 task");
        }
    }

    @OnEveryJdk
    void worksWithoutFramework(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, PlainProgram.class)
                .withoutAgent()
                .classPathFirst(Path.of(System.getProperty("leaktrace-junit.jar")))
                .start()) {
            jvm.awaitOutput(TestRunner.DONE);
            assertThat(jvm.stdout().lines())
                    .as(jvm.evidence())
                    .containsExactly(
                            "first: before, created in 0 frames",
                            "second: after, created in 2 frames",
                            "scope: scoped",
                            "nothing more",
                            TestRunner.DONE);
        }
    }

    @OnEveryJdk
    void usesTheAgentThatIsThere(Jdk jdk) throws Exception {
        TestRun run = TestRun.of(
                jdk,
                6,
                List.of(Class.forName("io.leaktrace.it.cases.Failing")),
                command -> command.jvm("-javaagent:" + AgentJar.path() + "=log=none"));

        assertThat(run.outcome("failsAndLeaks").suppressed().toString())
                .contains("Failing.failsAndLeaks leaked 1 task");
        assertThat(run.stderr()).containsOnlyOnce("hooks active").doesNotContain("WARNING");
    }

    @OnEveryJdk(from = 21)
    void saysWhatToDoWhereItCannotAttach(Jdk jdk) throws Exception {
        TestRun run = TestRun.of(
                jdk,
                6,
                List.of(Class.forName("io.leaktrace.it.cases.Failing"), Class.forName("io.leaktrace.it.cases.Red")),
                command -> command.jvm("-XX:-EnableDynamicAgentLoading"));

        assertThat(run.outcome("Failing").message())
                .startsWith("IllegalStateException: leaktrace: cannot attach to this JVM: ")
                .contains("-javaagent:leaktrace.jar", "-XX:+EnableDynamicAgentLoading")
                .doesNotContain("\n");
        assertThat(run.outcome("failsByItself").message()).isEqualTo("AssertionFailedError: red");
        assertThat(run.stderr().lines().filter(line -> line.startsWith("leaktrace: cannot attach")))
                .hasSize(1);
    }

    @OnEveryJdk
    void writesBaselineAndGoesByIt(Jdk jdk) throws Exception {
        Path file = Files.createTempDirectory("baseline").resolve("known/leaks.rules");

        TestRun writing = run(
                jdk,
                6,
                "leaktrace.junit.baseline=" + file,
                "leaktrace.junit.baseline.write=true",
                "Lifecycles$OnMethods");
        assertThat(writing.failed()).isEmpty();
        assertThat(file)
                .hasContent("created:io.leaktrace.it.cases.Lifecycles.leak until:"
                        + LocalDate.now().plusDays(90) + " # Lifecycles.OnMethods.checkedLeaks");

        TestRun adopted = run(jdk, 6, "leaktrace.junit.baseline=" + file, "Lifecycles$OnMethods");
        assertThat(adopted.failed()).isEmpty();

        Files.writeString(file, "created:io.leaktrace.it.cases.Lifecycles.leak until:2020-01-01\n");
        TestRun expired = run(jdk, 6, "leaktrace.junit.baseline=" + file, "Lifecycles$OnMethods");
        assertThat(expired.failed()).containsExactly("checkedLeaks");
    }

    /** Parameters have an equals sign, cases have none. */
    private static TestRun run(Jdk jdk, int junit, String... parametersAndCases) throws Exception {
        List<Class<?>> cases = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (String each : parametersAndCases) {
            if (each.contains("=")) {
                parameters.add(each);
            } else {
                cases.add(Class.forName("io.leaktrace.it.cases." + each));
            }
        }
        return TestRun.of(
                jdk,
                junit,
                cases,
                command -> command.jar(Assert.class, Matcher.class).jar(Libraries.all()),
                parameters.toArray(String[]::new));
    }
}
