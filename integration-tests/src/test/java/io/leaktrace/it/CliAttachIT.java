/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static io.leaktrace.it.CliIT.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leaktrace.it.cli.Orders;
import io.leaktrace.it.cli.Quiet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The commands {@code attach} and {@code detach}, and everything that keeps them from working. */
final class CliAttachIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @OnEveryJdk
    void attachesChangesOptionsDetachesAndAttachesAgain(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = start(jdk)) {
            String pid = String.valueOf(jvm.pid());
            failsWith(
                    Command.run(jdk, "dump", pid),
                    "LeakTrace is not in process " + pid + "; load it with: attach " + pid);
            failsWith(Command.run(jdk, "detach", pid), "LeakTrace is not in process " + pid);

            for (int round = 0; round < 2; round++) {
                Command attach = Command.run(jdk, "attach", pid, "threshold=1s,interval=200ms", "log=none");
                assertThat(attach.exitCode()).as(attach.toString()).isZero();
                assertThat(attach.stdout()).contains("threshold=1s").contains("hooks active");
                assertThat(attach.stderr()).isEmpty();
                assertThat(Command.run(jdk, "ps").stdout()).containsPattern(pid + " +\\d+  \\*  ");
                jvm.await("findings", () -> Command.run(jdk, "check", pid).exitCode() == 1);

                Command again = Command.run(jdk, "attach", pid, "threshold=1h");
                assertThat(again.exitCode()).as(again.toString()).isZero();
                assertThat(again.stdout()).contains("threshold=1h");
                assertThat(Command.run(jdk, "check", pid).exitCode()).isZero();

                Command detach = Command.run(jdk, "detach", pid);
                assertThat(detach.exitCode()).as(detach.toString()).isZero();
                assertThat(detach.stdout()).contains("detached");
                assertThat(Command.run(jdk, "ps").stdout()).doesNotContainPattern(pid + " +\\d+  \\*  ");
                failsWith(Command.run(jdk, "check", pid), "LeakTrace is not in process " + pid);
            }
        }
    }

    @OnEveryJdk
    void aMistakeInAnOptionLeavesTheTargetAsItWas(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = start(jdk)) {
            String pid = String.valueOf(jvm.pid());

            failsWith(
                    Command.run(jdk, "attach", pid, "graceperiod=5s"),
                    "unknown option \"graceperiod\"; valid: threshold,");
            failsWith(Command.run(jdk, "attach", pid, "threshold=abc"), "option threshold: \"abc\" is not a duration;");
            failsWith(Command.run(jdk, "attach", pid, "ignore=missing"), "missing\" does not exist;");
            assertThat(Command.run(jdk, "attach", pid, "help").stdout()).startsWith("option     default  meaning");
            assertThat(jvm.stderr()).isEmpty();
            failsWith(Command.run(jdk, "check", pid), "LeakTrace is not in process " + pid);
            jvm.finish();
        }
    }

    @OnEveryJdk
    void takesRelativePathsFromItsOwnDirectory(Jdk jdk) throws Exception {
        Path log = Path.of("target", "it", "relative-" + jdk.feature() + ".log");
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        try (ForkedJvm jvm = start(jdk)) {
            String options = "threshold=200ms,interval=200ms,log=" + log;
            assertThat(Command.run(jdk, "attach", String.valueOf(jvm.pid()), options)
                            .exitCode())
                    .isZero();
            jvm.await(
                    "a report in " + log,
                    () -> Files.exists(log) && Files.readString(log).contains("report #1"));
        }
    }

    @OnEveryJdk
    void switchesJmxOnWhereItIsOff(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Quiet.class).options("jmx=false").start()) {
            jvm.awaitOutput("ready");
            String pid = String.valueOf(jvm.pid());
            jvm.await(
                    "the agent to show itself",
                    () -> !Command.run(jdk, "check", pid).stderr().contains("is not in process"));
            failsWith(Command.run(jdk, "check", pid), "without JMX; switch it on with: attach " + pid + " jmx=true");
            assertThat(Command.run(jdk, "attach", pid, "jmx=true").exitCode()).isZero();
            assertThat(Command.run(jdk, "check", pid).exitCode()).isZero();
        }
    }

    @OnEveryJdk
    void saysHowToStartAJvmThatRefusesAgents(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = start(jdk, "-XX:-EnableDynamicAgentLoading")) {
            failsWith(
                    Command.run(jdk, "attach", String.valueOf(jvm.pid())),
                    "start it with -XX:+EnableDynamicAgentLoading, or with -javaagent:" + AgentJar.path());
            jvm.finish();
        }
        try (ForkedJvm jvm = start(jdk, "-XX:+DisableAttachMechanism")) {
            String line = " was started with -XX:+DisableAttachMechanism; start it without, or with -javaagent";
            failsWith(Command.run(jdk, "attach", String.valueOf(jvm.pid())), line);
            failsWith(Command.run(jdk, "info", String.valueOf(jvm.pid())), line);
            jvm.finish();
        }
    }

    @OnEveryJdk
    void worksWithoutPerformanceData(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = start(jdk, "-XX:-UsePerfData")) {
            String pid = String.valueOf(jvm.pid());
            assertThat(Command.run(jdk, "ps").stdout())
                    .containsPattern(pid + " +\\d+  \\?  \\? +io.leaktrace.it.cli.Orders");
            assertThat(Command.run(jdk, "attach", pid, "log=none").exitCode()).isZero();
            assertThat(Command.run(jdk, "dump", pid).exitCode()).isZero();
            assertThat(Command.run(jdk, "detach", pid).exitCode()).isZero();
        }
    }

    @OnEveryJdk
    void refusesWhatIsNoLiveJvmOfThisUser(Jdk jdk) throws Exception {
        Process sleep = new ProcessBuilder("sleep", "100").start();
        String pid = String.valueOf(sleep.pid());
        try {
            for (String command : List.of("attach", "detach", "dump", "check", "info")) {
                failsWith(Command.run(jdk, command, pid), "is not a JVM; \"ps\" lists the JVMs");
            }
            assertThat(sleep.isAlive()).as("not signalled").isTrue();
        } finally {
            sleep.destroyForcibly();
            sleep.onExit().join();
        }
        failsWith(Command.run(jdk, "attach", pid), "there is no process " + pid + "; \"ps\" lists the JVMs");
        failsWith(Command.run(jdk, "attach", "127.0.0.1:1"), "attach works with a process of this machine");
    }

    @OnEveryJdk
    void listsTheCandidatesOfAnAmbiguousName(Jdk jdk) throws Exception {
        try (ForkedJvm one = start(jdk);
                ForkedJvm other = start(jdk)) {
            Command run = Command.run(jdk, "attach", "leaktrace.it.cli.Orders");
            failsWith(run, "matches 2 JVMs: ");
            assertThat(run.stderr()).contains(one.pid() + " io.leaktrace.it.cli.Orders", other.pid() + " io.leaktrace");
        }
    }

    @OnEveryJdk
    void namesTheOwnerOfAnotherUsersJvm(Jdk jdk) throws Exception {
        Path readable = Files.createTempDirectory("leaktrace-it");
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeTrue(root && Files.isExecutable(Path.of("/usr/bin/setpriv")), "only root can become another user");
        Path jar = Files.copy(AgentJar.path(), readable.resolve("leaktrace.jar"));
        new ProcessBuilder("chmod", "-R", "a+rX", readable.toString()).start().waitFor();
        try (ForkedJvm jvm = start(jdk)) {
            Process attach = new ProcessBuilder(
                            "/usr/bin/setpriv",
                            "--reuid=65534",
                            "--regid=65534",
                            "--clear-groups",
                            jdk.program("java").toString(),
                            "-jar",
                            jar.toString(),
                            "attach",
                            String.valueOf(jvm.pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(attach.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(attach.waitFor()).isEqualTo(2);
            assertThat(said)
                    .isEqualTo("leaktrace: process " + jvm.pid() + " belongs to root; run this command as that user\n");
        } finally {
            Files.delete(jar);
            Files.delete(readable);
        }
    }

    @OnEveryJdk
    void exitsWithThreeIfTheTargetGoesAway(Jdk jdk) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "looks into /proc");
        ForkedJvm jvm = ForkedJvm.of(jdk, Quiet.class).start();
        try {
            jvm.awaitOutput("ready");
            String pid = String.valueOf(jvm.pid());
            // from now on it listens for attach, so that a command connects although it is stopped
            assertThat(Command.run(jdk, "check", pid).exitCode()).isZero();
            assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor())
                    .isZero();
            Path err = jvm.directory().resolve("check-stderr");
            Process check = new ProcessBuilder(
                            jdk.program("java").toString(),
                            "-jar",
                            AgentJar.path().toString(),
                            "check",
                            pid)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile())
                    .start();
            try {
                Await.until(PATIENCE, () -> "the command to connect", () -> hasSocket(check));
                jvm.close();
                assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(Files.readString(err))
                        .isEqualTo("leaktrace: process " + pid + " went away before it answered\n");
                assertThat(check.exitValue()).isEqualTo(3);
            } finally {
                check.destroyForcibly();
            }
        } finally {
            jvm.close();
        }
    }

    private static boolean hasSocket(Process process) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return files.anyMatch(CliAttachIT::isSocket);
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static ForkedJvm start(Jdk jdk, String... jvmArguments) throws Exception {
        ForkedJvm jvm =
                ForkedJvm.of(jdk, Orders.class).withoutAgent().jvm(jvmArguments).start();
        return jvm.awaitOutput("ready");
    }
}
