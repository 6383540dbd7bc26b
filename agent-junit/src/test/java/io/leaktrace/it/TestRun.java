/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A JVM of its own that runs test classes, as a build would: with the artifact on the class path, and one version of JUnit. */
final class TestRun {
    /** How a test ended. */
    record Outcome(String test, String status, String message, List<String> stack, List<String> suppressed) {}

    private final List<Outcome> outcomes = new ArrayList<>();
    private final String stdout;
    private final String stderr;
    private final Path directory;

    private TestRun(ForkedJvm jvm) {
        this.stdout = jvm.stdout();
        this.stderr = jvm.stderr();
        this.directory = jvm.directory();
        for (String line :
                stdout.lines().filter(each -> each.startsWith(TestRunner.MARK)).toList()) {
            outcomes.add(new Gson().fromJson(line.substring(TestRunner.MARK.length()), Outcome.class));
        }
    }

    /** Runs these test classes on this JDK with this version of JUnit, and with configuration parameters: {@code key=value}. */
    static TestRun of(Jdk jdk, int junit, List<Class<?>> tests, String... parameters) throws Exception {
        return of(jdk, junit, tests, command -> {}, parameters);
    }

    static TestRun of(Jdk jdk, int junit, List<Class<?>> tests, Consumer<JvmCommand> change, String... parameters)
            throws Exception {
        JvmCommand command = command(jdk, junit, TestRunner.class);
        command.program("leaktrace.junit.report=" + command.directory().resolve("report"));
        command.program("junit.jupiter.execution.parallel.enabled=false").program(parameters);
        tests.forEach(test -> command.program(test.getName()));
        change.accept(command);
        deleteReports(command.directory().resolve("report"));
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput(TestRunner.DONE);
            return new TestRun(jvm);
        }
    }

    /** Runs this main class with the artifact and with this version of JUnit on the class path. */
    static JvmCommand command(Jdk jdk, int junit, Class<?> main) throws IOException {
        JvmCommand command = ForkedJvm.of(jdk, main)
                .withoutAgent()
                .jar(Gson.class)
                .classPathFirst(Path.of(System.getProperty("leaktrace-junit.jar")));
        try (Stream<Path> jars = Files.list(Path.of("target", "junit-" + junit).toAbsolutePath())) {
            jars.forEach(command::classPathFirst);
        }
        return command;
    }

    /** Of an earlier run. */
    private static void deleteReports(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Outcomes by the names of tests. */
    Map<String, Outcome> byTest() {
        Map<String, Outcome> byTest = new LinkedHashMap<>();
        outcomes.forEach(outcome -> byTest.put(outcome.test(), outcome));
        return byTest;
    }

    /** The names of tests and containers that failed, in order. */
    List<String> failed() {
        return outcomes.stream()
                .filter(outcome -> outcome.status().equals("FAILED"))
                .map(Outcome::test)
                .sorted()
                .toList();
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    Outcome outcome(String test) {
        Outcome outcome = byTest().get(test);
        if (outcome == null) {
            throw new AssertionError("no test " + test + " in " + byTest().keySet() + evidence());
        }
        return outcome;
    }

    String stdout() {
        return stdout;
    }

    String stderr() {
        return stderr;
    }

    /** The report for programs that it wrote. */
    String report() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("report"))) {
            return Files.readString(files.findFirst().orElseThrow());
        }
    }

    /** All there is to know. */
    String evidence() {
        return "\n--- stdout\n" + stdout + "\n--- stderr\n" + stderr;
    }
}
