/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.ttl.TransmittableThreadLocal;
import datadog.trace.api.Trace;
import io.leaktrace.it.scenario.Datadog;
import io.leaktrace.it.scenario.NonBlocking;
import io.leaktrace.it.scenario.OpenTelemetry;
import io.leaktrace.it.scenario.OtherAgentLeaks;
import io.leaktrace.it.scenario.Transmittable;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Beside another agent, loaded before or after it: all hooks are in place, leaks are found at their lines, the other agent
 * does what it is for, its own threads are no findings, and neither has anything to complain about.
 */
@Execution(ExecutionMode.CONCURRENT)
class OtherAgentsIT {
    private static final long RESTED_MILLIS = 6_500;

    private static final String OPTIONS = "=threshold=2s,interval=500ms,repeat=1s,format=json,log=";

    @OnEveryJdk
    void worksBeforeOpenTelemetry(Jdk jdk) throws Exception {
        verify(jdk, Other.OPEN_TELEMETRY, Order.LEAKTRACE_FIRST);
    }

    @OnEveryJdk
    void worksAfterOpenTelemetry(Jdk jdk) throws Exception {
        verify(jdk, Other.OPEN_TELEMETRY, Order.LEAKTRACE_LAST);
    }

    @OnEveryJdk
    void worksBeforeDatadog(Jdk jdk) throws Exception {
        verify(jdk, Other.DATADOG, Order.LEAKTRACE_FIRST);
    }

    @OnEveryJdk
    void worksAfterDatadog(Jdk jdk) throws Exception {
        verify(jdk, Other.DATADOG, Order.LEAKTRACE_LAST);
    }

    @OnEveryJdk
    void worksBeforeTransmittableThreadLocal(Jdk jdk) throws Exception {
        verify(jdk, Other.TTL, Order.LEAKTRACE_FIRST);
    }

    @OnEveryJdk
    void worksAfterTransmittableThreadLocal(Jdk jdk) throws Exception {
        verify(jdk, Other.TTL, Order.LEAKTRACE_LAST);
    }

    @OnEveryJdk
    void worksBeforeBlockHound(Jdk jdk) throws Exception {
        verify(jdk, Other.BLOCK_HOUND, Order.LEAKTRACE_FIRST);
    }

    @OnEveryJdk
    void worksAfterBlockHound(Jdk jdk) throws Exception {
        verify(jdk, Other.BLOCK_HOUND, Order.LEAKTRACE_LAST);
    }

    private static void verify(Jdk jdk, Other other, Order order) throws Exception {
        Marks marks = Marks.of(OtherAgentLeaks.class);
        // TTL wraps stages too: loaded after LeakTrace, before LeakTrace sees them, so it cannot know what is inside
        String stage = other == Other.TTL && order == Order.LEAKTRACE_FIRST ? "executor-task" : "async-stage";
        List<Path> output = new ArrayList<>();
        new LeakyProgram(jdk, OtherAgentLeaks.class)
                .with(command -> {
                    other.addTo(command, jdk, order);
                    output.add(command.directory());
                })
                .blocked("thread", "thread")
                .blocked("executor-task", "executed", "submitted", "taken", "takenFuture")
                .queued("executor-task", "queued", "queuedFuture")
                .queued(stage, "queuedStage")
                .blocked("scheduled-task", "scheduled")
                .blocked("fork-join-task", "forkJoin")
                .blocked("async-stage", "stage")
                .blocked(stage, "dependent")
                .pending("future")
                .waits("gets", "thread", "waiting", "FutureTask.get")
                .waits("joins", "thread", "waiting", "CompletableFuture.join")
                .blocked("timer-task", "timer")
                .blocked(jdk.feature() < 21 ? "thread" : "virtual-thread", "light")
                .verify((jvm, found) -> {
                    assertThat(jvm.stdout()).as("the other agent's work").contains("intact");
                    jvm.awaitReports("the leaks to be reported for long enough", OtherAgentsIT::longEnough);
                    assertThat(Described.findings(beside(marks, jvm.reports())))
                            .as("false alarms")
                            .isEmpty();
                    assertThat(found.get("gets").waitingOn().ownerTask())
                            .as("what completes the submitted one's result")
                            .isEqualTo(found.get("takenFuture").id());
                    assertThat(found.get("joins").waitingOn().ownerTask())
                            .as("the future that its line made")
                            .isEqualTo(found.get("future").id());
                });
        assertThat(lines(output.get(0).resolve("stderr")))
                .singleElement()
                .asString()
                .matches("leaktrace .*, (\\d+)/\\1 hooks active");
        assertThat(lines(output.get(0).resolve("stdout"))).containsExactly("intact", "ready", "suppressed failures: 0");
    }

    private static boolean longEnough(List<AgentReport> reports) {
        return tasks(reports).anyMatch(task -> task.blockedForMillis() > RESTED_MILLIS);
    }

    /** Findings that are no leak of the scenario: it has two tasks that must be queued, and the rest must be blocked. */
    private static List<AgentFinding> beside(Marks marks, List<AgentReport> reports) {
        return reports.stream()
                .flatMap(report -> report.findings().stream())
                .filter(finding -> !finding.tasks().stream()
                        .allMatch(
                                task -> isOfScenario(task) && finding.verdict().equals(verdict(marks, task))))
                .toList();
    }

    private static boolean isOfScenario(AgentTask task) {
        return task.createdBy() != null
                && task.createdBy().frames().stream().anyMatch(frame -> frame.contains("OtherAgentLeaks.leak("));
    }

    private static String verdict(Marks marks, AgentTask task) {
        if (task.createdAt().endsWith(marks.place("future"))) {
            return "PENDING";
        }
        return Stream.of("queued", "queuedFuture", "queuedStage")
                        .map(marks::place)
                        .anyMatch(task.createdAt()::endsWith)
                ? "QUEUED"
                : "BLOCKED";
    }

    private static Stream<AgentTask> tasks(List<AgentReport> reports) {
        return reports.stream()
                .flatMap(report -> report.findings().stream())
                .flatMap(finding -> finding.tasks().stream());
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private enum Order {
        LEAKTRACE_FIRST,
        LEAKTRACE_LAST
    }

    /** Agents, each told to keep quiet unless something is wrong. */
    private enum Other {
        OPEN_TELEMETRY(
                "opentelemetry-javaagent",
                OpenTelemetry.class,
                List.of(Span.class, Context.class, ComponentLoader.class),
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dio.opentelemetry.javaagent.slf4j.simpleLogger.defaultLogLevel=warn"),
        DATADOG(
                "dd-java-agent",
                Datadog.class,
                List.of(Trace.class),
                "-Ddd.writer.type=LoggingWriter",
                "-Ddd.log.level=warn",
                "-Ddd.trace.startup.logs=false",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.crashtracking.enabled=false",
                "-Ddd.code.origin.for.spans.enabled=false"),
        TTL("transmittable-thread-local", Transmittable.class, List.of(TransmittableThreadLocal.class)),
        BLOCK_HOUND("blockhound", NonBlocking.class, List.of(), "-XX:+AllowRedefinitionToAddDeleteMethods");

        private final String jar;
        private final Class<?> use;
        private final List<Class<?>> api;
        private final List<String> settings;

        Other(String jar, Class<?> use, List<Class<?>> api, String... settings) {
            this.jar = jar;
            this.use = use;
            this.api = api;
            this.settings = List.of(settings);
        }

        void addTo(JvmCommand command, Jdk jdk, Order order) {
            String leakTrace = "-javaagent:" + AgentJar.path() + OPTIONS
                    + command.directory().resolve("report.log");
            String other = "-javaagent:" + path();
            if (jdk.feature() >= 24) {
                // what the others use, and the JDK would warn of
                command.jvm("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
            }
            command.withoutAgent()
                    .jvm("-XX:-PrintWarnings", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4")
                    .jvm(order == Order.LEAKTRACE_FIRST ? leakTrace : other)
                    .jvm(order == Order.LEAKTRACE_FIRST ? other : leakTrace)
                    .jvm(settings.toArray(String[]::new))
                    .jar(api.toArray(Class<?>[]::new))
                    .program(use.getName());
        }

        private Path path() {
            Path directory = Path.of("target", "agents").toAbsolutePath();
            try (Stream<Path> files = Files.list(directory)) {
                return files.filter(file -> file.getFileName().toString().startsWith(jar + "-"))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "no " + jar + " in " + directory + ": run mvn verify -Preal-world"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
