/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The one command, for as short a time as can be. What the numbers are does not matter here. */
final class SmokeIT {
    private static final Path TARGET = Path.of(System.getProperty("benchmarks.directory"));
    private static final int PATIENCE_MINUTES = 10;

    @Test
    void everyRowGivesANumberUnderLeakTrace() throws Exception {
        List<Sample> samples = run("rows", "--columns", "auto");

        List<String> expected = Questions.all().stream()
                .filter(question -> question.oldestJdk() <= newestJdk())
                .flatMap(question -> question.rows().stream())
                .map(Row::id)
                .toList();
        assertThat(samples).extracting(Sample::row).containsAll(expected);
        assertThat(samples).allSatisfy(sample -> assertThat(sample.value()).isFinite());
    }

    @Test
    void everyAgentStartsAndGivesANumber() throws Exception {
        List<Sample> samples = run("columns", "--rows", "execute");

        for (Column column : Column.values()) {
            assertThat(samples)
                    .as(column.title())
                    .filteredOn(sample -> sample.column() == column)
                    .isNotEmpty()
                    .allSatisfy(sample -> assertThat(sample.value()).isPositive());
        }
        assertThat(Files.readString(TARGET.resolve("smoke-columns.out"))).contains("| `execute` burst | **");
    }

    private static List<Sample> run(String name, String... arguments) throws Exception {
        Path raw = TARGET.resolve("smoke-" + name + ".csv");
        File out = TARGET.resolve("smoke-" + name + ".out").toFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                TARGET.resolve("benchmarks.jar").toString()));
        command.addAll(List.of("--smoke", "--jdks", "newest", "--raw", raw.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as("end of " + command)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(out.toPath())).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try (Stream<String> lines = Files.lines(raw)) {
            return lines.skip(1).map(Sample::parse).toList();
        }
    }

    private static int newestJdk() {
        List<Jdk> found = Jdk.all();
        return found.get(found.size() - 1).feature();
    }
}
