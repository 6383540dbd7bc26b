/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.TomcatServer;
import jakarta.annotation.PostConstruct;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;

/** A real server with real requests: a dependency that does not answer, a pool that is stuck, and the same server at rest. */
class TomcatIT {
    private static final Pattern PORT = Pattern.compile("port=(\\d+);");
    private static final int REQUESTS = 4;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @OnEveryJdk
    void namesTheRequestThreadThatWaitsForASilentDownstream(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = server(jdk).start()) {
            int port = port(jvm);
            List<CompletableFuture<HttpResponse<String>>> requests = send(port, "/downstream");
            jvm.awaitReports(
                    "every request thread to be reported",
                    reports -> blocked(reports, "socket read")
                                    .map(AgentTask::id)
                                    .distinct()
                                    .count()
                            == REQUESTS);
            assertThat(blocked(jvm.reports(), "socket read")).allSatisfy(task -> {
                assertThat(task.name()).startsWith("http-nio-").contains("-exec-");
                assertThat(task.state()).isEqualTo("io");
                assertThat(task.frames()).anyMatch(frame -> frame.contains("TomcatServer$Downstream.doGet"));
                assertThat(task.createdBy().frames()).anyMatch(frame -> frame.contains("org.apache.tomcat."));
            });
            assertThat(requests).noneMatch(CompletableFuture::isDone);
            assertThat(Command.dump(jvm).tasks())
                    .as("Tomcat's own copy of the JDK's thread pool")
                    .filteredOn(task -> task.kind().equals("pool")
                            && "org.apache.tomcat.util.threads.ThreadPoolExecutor"
                                    .equals(task.labels().get("class")))
                    .singleElement()
                    .satisfies(pool -> assertThat(pool.labels())
                            .containsEntry("threads", "10 of 200")
                            .containsEntry("active", String.valueOf(REQUESTS))
                            .containsEntry("queued", "0")
                            .containsEntry("shutdown", "no"));
            assertThat(get(port, "/healthy")).as("the others go on").isEqualTo("fine");
            jvm.finish();
        }
    }

    @OnEveryJdk
    void namesTheServletThatSubmittedWorkToAStuckPool(Jdk jdk) throws Exception {
        String submitted = Marks.of(TomcatServer.class).place("pooled");
        try (ForkedJvm jvm = server(jdk).start()) {
            List<CompletableFuture<HttpResponse<String>>> requests = send(port(jvm), "/pool");
            jvm.awaitReports(
                    "two stuck tasks, two request threads that wait for them, and two for what is queued behind",
                    reports -> count(reports, "BLOCKED", submitted) == 2
                            && distinct(waiting(reports, "STARVED", "FutureTask.get")) == REQUESTS / 2
                            && distinct(waitingForResults(reports)) == REQUESTS);
            assertThat(waitingForResults(jvm.reports())).allSatisfy(task -> {
                assertThat(task.name()).contains("-exec-");
                assertThat(task.frames()).anyMatch(frame -> frame.endsWith(submitted));
                assertThat(task.waitingOn().ownerTask())
                        .as("the task it waits for")
                        .isPositive();
            });
            assertThat(tasks(jvm.reports(), "BLOCKED", submitted))
                    .allSatisfy(
                            task -> assertThat(task.createdBy().threadName()).contains("-exec-"));
            assertThat(requests).noneMatch(CompletableFuture::isDone);
            jvm.finish();
        }
    }

    @OnEveryJdk
    void staysSilentForAHealthyServerAtRest(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, TomcatServer.class)
                .with(command -> command.jar(Tomcat.class, PostConstruct.class).program("rest"))
                .whileRunning(jvm -> {
                    int port = port(jvm);
                    for (int i = 0; i < 200; i++) {
                        assertThat(get(port, "/healthy")).isEqualTo("fine");
                    }
                })
                .verify();
    }

    private static JvmCommand server(Jdk jdk) {
        return ForkedJvm.of(jdk, TomcatServer.class).jar(Tomcat.class, PostConstruct.class);
    }

    private static int port(ForkedJvm jvm) throws Exception {
        jvm.awaitOutput("ready");
        Matcher port = PORT.matcher(jvm.stdout());
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private List<CompletableFuture<HttpResponse<String>>> send(int port, String path) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> client.sendAsync(request(port, path), HttpResponse.BodyHandlers.ofString()))
                .toList();
    }

    private String get(int port, String path) throws Exception {
        return client.send(request(port, path), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(5))
                .build();
    }

    private static Stream<AgentTask> waitingForResults(List<AgentReport> reports) {
        return Stream.concat(blocked(reports, "FutureTask.get"), waiting(reports, "STARVED", "FutureTask.get"));
    }

    private static long distinct(Stream<AgentTask> tasks) {
        return tasks.map(AgentTask::id).distinct().count();
    }

    private static Stream<AgentTask> blocked(List<AgentReport> reports, String wait) {
        return waiting(reports, "BLOCKED", wait);
    }

    private static Stream<AgentTask> waiting(List<AgentReport> reports, String verdict, String wait) {
        return reports.stream()
                .flatMap(r -> r.findings().stream())
                .filter(f -> f.verdict().equals(verdict))
                .flatMap(f -> f.tasks().stream())
                .filter(t -> wait.equals(t.waitName()));
    }

    private static List<AgentTask> tasks(List<AgentReport> reports, String verdict, String createdAt) {
        return reports.stream()
                .flatMap(r -> r.findings().stream())
                .filter(f -> f.verdict().equals(verdict))
                .flatMap(f -> f.tasks().stream())
                .filter(t -> t.createdAt().endsWith(createdAt))
                .toList();
    }

    private static long count(List<AgentReport> reports, String verdict, String createdAt) {
        return tasks(reports, verdict, createdAt).stream()
                .map(AgentTask::id)
                .distinct()
                .count();
    }
}
