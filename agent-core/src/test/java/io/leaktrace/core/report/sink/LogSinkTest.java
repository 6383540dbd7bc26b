/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import static io.leaktrace.core.report.TaskFixture.finding;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.report.TaskFixture;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.report.format.ReportFormat;
import io.leaktrace.core.report.format.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class LogSinkTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ByteArrayOutputStream hostStreams = new ByteArrayOutputStream();
    private final PrintStream hostOut = System.out;
    private final PrintStream hostErr = System.err;
    private final TextFormat text = new TextFormat(() -> 0);

    @BeforeEach
    void watchTheHostsStreams() {
        PrintStream watched = new PrintStream(hostStreams, true, StandardCharsets.UTF_8);
        System.setOut(watched);
        System.setErr(watched);
    }

    @AfterEach
    void neverPrintsToTheHostsStreams() {
        System.setOut(hostOut);
        System.setErr(hostErr);
        assertThat(hostStreams.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void writesReportsToStderrOrStdout() throws Exception {
        write(sink("stderr", text), report(1));
        assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo(text.report(report(1)) + System.lineSeparator());
        assertThat(stdout.size()).isZero();

        write(sink("stdout", text), report(1));
        assertThat(stdout.toString(StandardCharsets.UTF_8))
                .contains("BLOCKED ×2: stuck")
                .contains("×2 [waiting");
    }

    @Test
    void writesNothingIfThereIsNoLog() throws Exception {
        write(sink("none", text), report(1));

        assertThat(stdout.size() + stderr.size()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void createsTheFileAndItsDirectoryAtTheFirstReport() throws Exception {
        Path file = directory.resolve("new").resolve("leaks.log");
        LogSink sink = sink(file.toString(), text);
        assertThat(file.getParent()).doesNotExist();

        write(sink, report(1), report(2));

        assertThat(file)
                .content(StandardCharsets.UTF_8)
                .startsWith("leaktrace report #1 at")
                .contains("\nleaktrace report #2 at");
        write(sink(file.toString(), text), report(3));
        assertThat(file)
                .content(StandardCharsets.UTF_8)
                .startsWith("leaktrace report #1 at")
                .contains("\nleaktrace report #3 at");
    }

    @Test
    void writesOneJsonReportPerLine() throws Exception {
        Path file = directory.resolve("leaks.json");
        write(sink(file.toString(), new JsonFormat()), report(1), report(2));

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(JsonParser.parseString(lines.get(1))
                        .getAsJsonObject()
                        .get("number")
                        .getAsInt())
                .isEqualTo(2);
    }

    @Test
    void rotatesAtTheSizeAndKeepsFiveFiles() throws Exception {
        String oddName = "100% (a) {b}.log";
        Path file = directory.resolve(oddName);
        Report[] reports = new Report[20];
        for (int i = 0; i < reports.length; i++) {
            reports[i] = report(i + 1);
        }
        write(new LogSink(file.toString(), text, 1000, stdout, stderr), reports);

        String[] names = directory.toFile().list();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        oddName, oddName + ".1", oddName + ".2", oddName + ".3", oddName + ".4", oddName + ".5");
        assertThat(Arrays.stream(directory.toFile().listFiles())
                        .mapToLong(File::length)
                        .max()
                        .orElse(0))
                .isLessThan(2 * 1000);
        assertThat(file).content(StandardCharsets.UTF_8).contains("leaktrace report #20 at");
    }

    @Test
    void fallsBackToStderrWithOneLineIfTheFileCannotBeWritten() throws Exception {
        Path blocker = Files.writeString(directory.resolve("file"), "");
        LogSink sink = sink(blocker.resolve("leaks.log").toString(), text);
        write(sink, report(1), report(2));

        List<String> lines = stderr.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("leaktrace: log: cannot write " + blocker.resolve("leaks.log")
                        + ": its directory cannot be created; reports go to stderr");
        assertThat(lines.stream().filter(line -> line.startsWith("leaktrace"))).hasSize(3);
    }

    @Test
    void fallsBackToStderrIfThePathIsADirectory() throws Exception {
        write(sink(directory.toString(), text), report(1));

        assertThat(stderr.toString(StandardCharsets.UTF_8))
                .startsWith("leaktrace: log: cannot write " + directory + ": ")
                .contains("; reports go to stderr\nleaktrace report #1");
    }

    @Test
    void reportsThatTheDiskIsFull() {
        assumeTrue(new File("/dev/full").exists());
        LogSink sink = sink("/dev/full", text);

        assertThatThrownBy(() -> sink.write(report(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        sink.close();
    }

    @Test
    void leavesTheHostsLoggingAlone() throws Exception {
        Field state = LoggerFactory.class.getDeclaredField("INITIALIZATION_STATE");
        state.setAccessible(true);
        Object before = state.get(null);

        write(sink("stderr", text), report(1));

        assertThat(state.get(null)).isEqualTo(before);
    }

    private LogSink sink(String target, ReportFormat format) {
        return new LogSink(target, format, 1_000_000, stdout, stderr);
    }

    private static void write(LogSink sink, Report... reports) throws IOException {
        for (Report report : reports) {
            sink.write(report);
        }
        sink.close();
    }

    private static Report report(long number) {
        Tracked first = order(42).made();
        Tracked second = order(43).made();
        return TaskFixture.report(
                number, snapshot(first, second), List.of(finding(Verdict.BLOCKED, "f1", first, second)), List.of());
    }
}
