/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.leaktrace.it.scenario.BigReports;
import io.leaktrace.it.scenario.Commanded;
import io.leaktrace.it.scenario.LogbackHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** The log: both formats, rotation, repetition, resolution, and the host's own logging beside it. */
class LogIT {
    private static final long ROTATED_AT = 10L * 1024 * 1024;

    @OnEveryJdk
    void textAndJsonOfOneProcessAgree(Jdk jdk) throws Exception {
        String place = Marks.of(Commanded.class).place("told");
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Commanded.class)
                .options("threshold=1s,interval=500ms")
                .start()) {
            jvm.awaitOutput("ready").tell("one").tell("two").tell("three");
            jvm.await("a text report of all three", () -> text(jvm).contains("BLOCKED ×3"));
            String text = text(jvm);
            assertThat(text).contains("leaktrace report #1 at ").contains("to silence: ");
            Command check = Command.run(jdk, "check", String.valueOf(jvm.pid()), "--format=json");
            assertThat(check.exitCode()).as(check.toString()).isEqualTo(1);
            AgentReport json = AgentReport.of(check.stdout());
            assertThat(json.findings()).hasSize(1);
            AgentFinding finding = json.findings().get(0);
            assertThat(finding.count()).isEqualTo(3);
            assertThat(finding.tasks()).hasSize(3);
            assertThat(finding.fingerprint()).isNotEmpty();
            AgentTask task = finding.tasks().get(0);
            assertThat(task.createdAt()).endsWith(place);
            assertThat(text).contains(task.kind() + " ×3 [" + task.state() + ": " + task.waitName() + ", ");
            task.frames().forEach(frame -> assertThat(text).contains("\tat " + frame + "\n"));
            task.createdBy().frames().forEach(frame -> assertThat(text).contains("\tat " + frame + "\n"));
            assertThat(text).contains("to silence: " + finding.ignoreRule());
            jvm.finish();
        }
    }

    @OnEveryJdk
    void repeatsAnUnchangedFindingOnlyAfterAWhileAndAChangedOneAtOnce(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Commanded.class)
                .options("threshold=1s,interval=200ms,format=json,repeat=4s")
                .start()) {
            jvm.awaitOutput("ready").tell("one");
            jvm.awaitReports("the finding to be repeated", reports -> countOf(reports, 1) == 2);
            List<AgentReport> both = jvm.reports();
            assertThat(oldest(both.get(1)) - oldest(both.get(0)))
                    .as("ms between the two")
                    .isBetween(3_800L, 8_000L);

            jvm.tell("two");
            jvm.awaitReports("the changed finding", reports -> countOf(reports, 2) == 1);
            long after = oldest(last(jvm)) - oldest(both.get(1));
            assertThat(after).as("a changed finding does not wait").isLessThan(4_000);

            jvm.tell("release");
            jvm.awaitReports(
                    "both to be resolved",
                    reports ->
                            reports.stream().mapToInt(r -> r.resolved().size()).sum() == 2);
            assertThat(last(jvm).resolved()).allSatisfy(resolved -> {
                assertThat(resolved.get("verdict").getAsString()).isEqualTo("BLOCKED");
                assertThat(resolved.get("ended").getAsBoolean()).isTrue();
                assertThat(resolved.get("afterMillis").getAsLong()).isPositive();
            });
            assertThat(jvm.reports().stream().map(AgentReport::number))
                    .doesNotHaveDuplicates()
                    .isSorted();
            jvm.finish();
        }
    }

    @OnEveryJdk
    void saysInTextWhatWasResolved(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Commanded.class)
                .options("threshold=1s,interval=200ms")
                .start()) {
            jvm.awaitOutput("ready").tell("one");
            jvm.await("the finding", () -> text(jvm).contains("BLOCKED"));
            jvm.tell("release");
            jvm.await("the resolved line", () -> text(jvm).contains("resolved: task "));
            jvm.finish();
        }
    }

    @OnEveryJdk
    void rotatesAtTenMegabytesAndKeepsFive(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, BigReports.class)
                .options("threshold=500ms,interval=100ms,format=json,repeat=100ms,depth=250")
                .start()) {
            Path log = jvm.log();
            Path fifth = Path.of(log + ".5");
            jvm.await("five rotated files", () -> Files.exists(fifth));
            Object first = Files.readAttributes(fifth, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            jvm.await(
                    "one more rotation",
                    () -> Files.exists(fifth)
                            && !first.equals(
                                    Files.readAttributes(fifth, java.nio.file.attribute.BasicFileAttributes.class)
                                            .fileKey()));
            for (int i = 2; i <= 4; i++) {
                Path rotated = Path.of(log + "." + i);
                assertThat(Files.size(rotated)).as("size of " + rotated).isGreaterThanOrEqualTo(ROTATED_AT);
                assertThat(AgentReport.readAll(rotated)).as("whole reports").isNotEmpty();
            }
            assertThat(files(jvm)).as("one that grows and five that were kept").hasSize(6);
            jvm.finish();
        }
    }

    @OnEveryJdk
    void leavesTheLogbackOfTheHostAlone(Jdk jdk) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, LogbackHost.class).jar(Logger.class, LoggerContext.class, Context.class);
        Path settings = Files.createDirectories(command.directory().resolve("settings"));
        Path hostLog = command.directory().resolve("host.log");
        Files.writeString(settings.resolve("logback.xml"), """
                <configuration>
                  <appender name="host" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <append>false</append>
                    <encoder><pattern>HOST %%msg%%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="host"/></root>
                </configuration>
                """.formatted(hostLog));
        try (ForkedJvm jvm = command.classPathFirst(settings).start()) {
            jvm.awaitOutput("ready");
            jvm.awaitReports("a report", reports -> !reports.isEmpty());
            jvm.finish();
            assertThat(Files.readAllLines(hostLog))
                    .as("the host's log, in the host's format")
                    .containsExactly(
                            "HOST host speaks", "HOST host ends; provider ch.qos.logback.classic.LoggerContext");
        }
    }

    private static String text(ForkedJvm jvm) throws IOException {
        return Files.exists(jvm.log()) ? Files.readString(jvm.log()) : "";
    }

    private static long countOf(List<AgentReport> reports, int count) {
        return reports.stream()
                .flatMap(r -> r.findings().stream())
                .filter(f -> f.count() == count)
                .count();
    }

    private static long oldest(AgentReport report) {
        return report.findings().stream()
                .flatMap(f -> f.tasks().stream())
                .mapToLong(AgentTask::blockedForMillis)
                .max()
                .orElseThrow();
    }

    private static AgentReport last(ForkedJvm jvm) {
        List<AgentReport> reports = jvm.reports();
        return reports.get(reports.size() - 1);
    }

    private static List<Path> files(ForkedJvm jvm) throws IOException {
        try (Stream<Path> entries = Files.list(jvm.directory())) {
            return entries.filter(path -> path.getFileName().toString().startsWith("report.log"))
                    .toList();
        }
    }
}
