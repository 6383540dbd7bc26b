/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that runs a scenario, with its output in files. Whatever happens, {@link #close()} ends it. */
final class ForkedJvm implements AutoCloseable {
    /** What scenarios end with, so that a test sees that nothing else ended them. */
    static final int OWN_EXIT_CODE = 7;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Jdk jdk;
    private final Path directory;

    ForkedJvm(Process process, Jdk jdk, Path directory) {
        this.process = process;
        this.jdk = jdk;
        this.directory = directory;
    }

    /** Prepares to run this main class on this JDK. */
    static JvmCommand of(Jdk jdk, Class<?> main) {
        return new JvmCommand(jdk, main);
    }

    long pid() {
        return process.pid();
    }

    Jdk jdk() {
        return jdk;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The agent's log. */
    Path log() {
        return directory.resolve("report.log");
    }

    Path directory() {
        return directory;
    }

    String stdout() {
        return read("stdout");
    }

    String stderr() {
        return read("stderr");
    }

    /** Every report written so far. */
    List<AgentReport> reports() {
        try {
            return AgentReport.readAll(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number that the program has printed like this: {@code name=123;}. */
    long printed(String name) {
        Matcher number = Pattern.compile(Pattern.quote(name) + "=(-?\\d+);").matcher(stdout());
        if (!number.find()) {
            throw new AssertionError("no number \"" + name + "\" in: " + stdout());
        }
        return Long.parseLong(number.group(1));
    }

    /** Waits until the program has printed this on stdout. */
    ForkedJvm awaitOutput(String text) throws Exception {
        return await("output of \"" + text + "\"", () -> stdout().contains(text));
    }

    /** Waits until the reports are as wished. */
    ForkedJvm awaitReports(String wish, Predicate<List<AgentReport>> wished) throws Exception {
        return await(wish, () -> wished.test(reports()));
    }

    /** Waits for anything, as long as the program runs; fails with all there is to know. */
    ForkedJvm await(String wish, Await.Condition condition) throws Exception {
        Await.until(PATIENCE, () -> wish + evidence(), () -> {
            if (condition.holds()) {
                return true;
            }
            if (!process.isAlive()) { // what is there to know costs a process of its own, so it is asked for only then
                throw new AssertionError("ended early, waiting for " + wish + evidence());
            }
            return false;
        });
        return this;
    }

    /** Sends a line to the program's stdin. */
    ForkedJvm tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Tells the program to end; checks that it does so in its own way, and that the agent kept quiet. */
    void finish() throws Exception {
        tell("stop");
        awaitEnd(OWN_EXIT_CODE);
    }

    /** Waits for the program's end; checks that it ends in its own way, and that the agent kept quiet. */
    void awaitEnd(int exitCode) throws Exception {
        Await.until(PATIENCE, () -> "end of the program" + evidence(), () -> !process.isAlive());
        assertThat(process.exitValue()).as("exit code" + evidence()).isEqualTo(exitCode);
        assertThat(stderr().lines().filter(line -> !line.startsWith("leaktrace")))
                .as("stderr beside the agent's own line")
                .isEmpty();
        assertThat(stdout()).as("stdout").doesNotContainIgnoringCase("leaktrace");
    }

    /** Everything that helps to understand why something did not happen. */
    String evidence() {
        return "\n--- of " + jdk + " in " + directory + "\n--- stdout\n" + tail(stdout()) + "\n--- stderr\n"
                + tail(stderr()) + "\n--- threads\n" + (process.isAlive() ? threadDump() : "ended");
    }

    private String threadDump() {
        Path file = directory.resolve("threads");
        try {
            Process jcmd = new ProcessBuilder(
                            jdk.program("jcmd").toString(), String.valueOf(process.pid()), "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            boolean ended = jcmd.waitFor(10, TimeUnit.SECONDS);
            jcmd.destroyForcibly();
            return ended ? Files.readString(file) : "no answer to jcmd";
        } catch (IOException | InterruptedException e) {
            return "no thread dump: " + e;
        }
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(String text) {
        return text.length() < 4000 ? text : "..." + text.substring(text.length() - 4000);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
