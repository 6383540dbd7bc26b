/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.leaktrace.it.cli.Orders;
import io.leaktrace.it.cli.Quiet;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Every command of the command line against a running program, through {@code java -jar leaktrace.jar}. */
final class CliIT {
    @OnEveryJdk
    void psMarksTheJvmsWithTheAgent(Jdk jdk) throws Exception {
        try (ForkedJvm with = ForkedJvm.of(jdk, Orders.class).start();
                ForkedJvm without =
                        ForkedJvm.of(jdk, Quiet.class).withoutAgent().start()) {
            with.awaitOutput("ready");
            without.awaitOutput("ready");

            Command text = Command.run(jdk, "ps");
            long parent = ProcessHandle.current().pid();
            assertThat(text.exitCode()).isZero();
            assertThat(text.stderr()).isEmpty();
            assertThat(line(text, with.pid()))
                    .matches(" *" + with.pid() + " +" + parent + "  \\*  " + jdk.feature()
                            + "\\S* +io\\.leaktrace\\.it\\.cli\\.Orders +\\d+m?s");
            assertThat(line(text, without.pid()))
                    .contains("io.leaktrace.it.cli.Quiet")
                    .doesNotContain("*");

            JsonObject row = row(Command.run(jdk, "ps", "--format=json"), with.pid());
            assertThat(row.get("ppid").getAsLong()).isEqualTo(parent);
            assertThat(row.get("agent").getAsString()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(row.get("main").getAsString()).isEqualTo("io.leaktrace.it.cli.Orders");
            assertThat(row(Command.run(jdk, "ps", "--format=json"), without.pid())
                            .get("agent")
                            .isJsonNull())
                    .isTrue();
        }
    }

    @OnEveryJdk
    void checkExitsWithOneIfThereAreFindings(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Orders.class).start()) {
            String pid = pid(jvm);
            jvm.awaitReports(
                    "both findings",
                    reports -> reports.stream()
                                    .mapToInt(report -> report.findings().size())
                                    .sum()
                            >= 2);

            Command text = Command.run(jdk, "check", pid);
            assertThat(text.exitCode()).isEqualTo(1);
            assertThat(text.stdout())
                    .startsWith("leaktrace report #")
                    .contains(": 2 findings, ", "\nBLOCKED", "\nQUEUED", "created by", "Orders.main(Orders.java:");
            assertThat(text.stderr()).isEmpty();

            Command json = Command.run(jdk, "check", pid, "--format=json");
            assertThat(json.exitCode()).isEqualTo(1);
            assertThat(AgentReport.of(json.stdout()).findings())
                    .extracting(AgentFinding::verdict)
                    .contains("BLOCKED", "QUEUED");
            jvm.finish();
        }
    }

    @OnEveryJdk
    void checkExitsWithZeroIfThereIsNothingToFind(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Quiet.class).start()) {
            String pid = pid(jvm);

            Command text = Command.run(jdk, "check", pid);
            assertThat(text.exitCode()).isZero();
            assertThat(text.stdout()).contains(": 0 findings, ");
            Command json = Command.run(jdk, "check", pid, "--format=json");
            assertThat(json.exitCode()).isZero();
            assertThat(AgentReport.of(json.stdout()).findings()).isEmpty();
            jvm.finish();
        }
    }

    @OnEveryJdk
    void dumpShowsAndFiltersLiveTasks(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Orders.class).start()) {
            String pid = pid(jvm);

            Command all = Command.run(jdk, "dump", pid);
            assertThat(all.exitCode()).isZero();
            assertThat(all.stdout())
                    .startsWith("leaktrace dump at ")
                    .contains("executor-task [queued", "\"main\" thread");
            Command queued = Command.run(jdk, "dump", pid, "--with=state:queued", "--with=created:*.Orders.*");
            assertThat(queued.stdout()).contains("executor-task [queued").doesNotContain("\"main\" thread");
            assertThat(Command.run(jdk, "dump", pid, "--older=1s", "--blocked=1h", "--with=name:* *")
                            .stdout())
                    .doesNotContain("\ntask ");
            assertThat(Command.run(jdk, "dump", pid, "--limit=1").stdout()).contains("left out by the limit: ");
            assertThat(Command.run(jdk, "dump", pid, "--group=kind").stdout())
                    .containsPattern("\nkind executor-task ×\\d");
            AgentDump dump = Command.dump(jvm);
            assertThat(dump.pid()).isEqualTo(jvm.pid());
            assertThat(AgentDump.of(Command.run(jdk, "dump", pid, "--hide-idle", "--format=json")
                                    .stdout())
                            .tasks())
                    .isNotEmpty()
                    .noneMatch(task -> task.state().equals("idle"));
            jvm.finish();
        }
    }

    @OnEveryJdk
    void setChangesOptionsOrSaysWhyNot(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Quiet.class).start()) {
            String pid = pid(jvm);

            Command set = Command.run(jdk, "set", pid, "threshold=5m", "capture=full");
            assertThat(set.exitCode()).isZero();
            assertThat(set.stdout().lines()).hasSize(1);
            assertThat(set.stdout()).startsWith("threshold=5m");
            assertThat(agent(jdk, pid).get("capture").getAsString()).isEqualTo("full");

            failsWith(Command.run(jdk, "set", pid, "threshold=1s,depth=0"), "option depth: \"0\" is not valid;");
            failsWith(Command.run(jdk, "set", pid, "config=x"), "option config is fixed at start;");
            failsWith(Command.run(jdk, "set", pid, "http=1"), "option http is not in this version");
            failsWith(Command.run(jdk, "set", pid, "nope"), "unknown option \"nope\"; valid: threshold,");
            assertThat(agent(jdk, pid).get("threshold").getAsString())
                    .as("all or nothing")
                    .isEqualTo("PT5M");
            jvm.finish();
        }
    }

    @OnEveryJdk
    void infoWorksWithAndWithoutTheAgent(Jdk jdk) throws Exception {
        try (ForkedJvm with = ForkedJvm.of(jdk, Orders.class).start();
                ForkedJvm without =
                        ForkedJvm.of(jdk, Quiet.class).withoutAgent().start()) {
            without.awaitOutput("ready");
            Command text = Command.run(jdk, "info", pid(with));
            assertThat(text.exitCode()).isZero();
            assertThat(text.stdout().lines().map(line -> line.split("  ")[0]).distinct())
                    .containsExactly(
                            "pid",
                            "parent",
                            "user",
                            "command",
                            "java",
                            "uptime",
                            "cpu",
                            "memory",
                            "threads",
                            "gc",
                            "leaktrace",
                            "options",
                            "tasks",
                            "by state",
                            "by kind",
                            "reports",
                            "failures",
                            "origins",
                            "cost",
                            "stale ignore rules");
            assertThat(text.stdout())
                    .contains("hooks active", "threshold 2s, interval 500ms", " executor-task", "1 queued");
            assertThat(text.stdout()).doesNotContain("unknown", "null");

            JsonObject alone = Json.parse(
                    Command.run(jdk, "info", "cli.Quiet", "--format=json").stdout());
            assertThat(alone.get("pid").getAsLong()).isEqualTo(without.pid());
            assertThat(alone.get("ppid").getAsLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(alone.get("leaktrace").isJsonNull()).isTrue();
            with.finish();
        }
    }

    @OnEveryJdk
    void helpAndVersionNeedNoTarget(Jdk jdk) throws Exception {
        Command help = Command.run(jdk);
        assertThat(help.exitCode()).isZero();
        assertThat(help.stdout()).contains("demo", "ps", "info", "attach", "detach", "dump", "check", "set", "help");
        assertThat(Command.run(jdk, "help", "dump").stdout()).startsWith("Usage: java -jar leaktrace.jar dump ");
        assertThat(Command.run(jdk, "--version").stdout()).matches("leaktrace \\d+\\.\\d+\\.\\d+\\S*\n");
        failsWith(Command.run(jdk, "tree"), "unknown command \"tree\"; valid: demo, ps,");
        failsWith(Command.run(jdk, "check", "no.such.Program"), "no JVM of this user has \"no.such.Program\"");
    }

    @OnEveryJdk
    void everyCommandOfTheAgentWorksOverRemoteJmx(Jdk jdk) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        JvmCommand command = ForkedJvm.of(jdk, Orders.class)
                .jvm(
                        "-Dcom.sun.management.jmxremote.port=" + port,
                        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false");
        try (ForkedJvm jvm = command.start()) {
            pid(jvm);
            String target = "127.0.0.1:" + port;
            jvm.await("the MBean", () -> Command.run(jdk, "dump", target).exitCode() == 0);
            assertThat(Command.run(jdk, "set", target, "threshold=1s").exitCode())
                    .isZero();
            jvm.await("findings", () -> Command.run(jdk, "check", target).exitCode() == 1);
            assertThat(Command.run(jdk, "info", target).stdout()).contains("hooks active", "threshold 1s");
        }
    }

    private static String pid(ForkedJvm jvm) throws Exception {
        jvm.awaitOutput("ready");
        return String.valueOf(jvm.pid());
    }

    private static JsonObject agent(Jdk jdk, String pid) throws Exception {
        return Json.parse(Command.run(jdk, "info", pid, "--format=json").stdout())
                .getAsJsonObject("leaktrace");
    }

    private static String line(Command ps, long pid) {
        return ps.stdout()
                .lines()
                .filter(line -> line.strip().startsWith(pid + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + pid + " in " + ps));
    }

    private static JsonObject row(Command ps, long pid) {
        for (JsonElement row : Json.parse(ps.stdout()).getAsJsonArray("jvms")) {
            if (row.getAsJsonObject().get("pid").getAsLong() == pid) {
                return row.getAsJsonObject();
            }
        }
        throw new AssertionError("no " + pid + " in " + ps);
    }

    static void failsWith(Command run, String message) {
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr().lines()).hasSize(1);
        assertThat(run.stderr()).startsWith("leaktrace: ").contains(message);
    }
}
