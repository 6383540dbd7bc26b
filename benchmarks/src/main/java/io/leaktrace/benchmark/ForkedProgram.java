/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

/** A program of ours in a JVM of its own, under one agent. It prints lines of a name and a number; close() ends it. */
final class ForkedProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Timer DEADLINES = new Timer("deadlines", true);

    private final Process process;
    private final Path stderr;
    private final BufferedReader stdout;
    private final TimerTask deadline;

    private ForkedProgram(Process process, Path stderr) {
        this.process = process;
        this.stderr = stderr;
        this.stdout = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.deadline = new TimerTask() {
            @Override
            public void run() {
                process.destroyForcibly();
            }
        };
        DEADLINES.schedule(deadline, PATIENCE.toMillis());
    }

    /** Starts a main class with these arguments for the JVM and for itself. */
    static ForkedProgram start(Plan plan, List<String> jvmArguments, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(plan.jdk().java().toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return start(command);
    }

    static ForkedProgram start(List<String> command) throws IOException {
        File stderr = File.createTempFile("benchmark", ".err");
        stderr.deleteOnExit();
        Process process = new ProcessBuilder(command).redirectError(stderr).start();
        return new ForkedProgram(process, stderr.toPath());
    }

    long pid() {
        return process.pid();
    }

    /** The number after this name, from the next line that starts with it. */
    double number(String name) throws IOException {
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            if (line.startsWith(name + " ")) {
                return Double.parseDouble(line.substring(name.length() + 1));
            }
        }
        throw new IOException("the program ended without a number for " + name + evidence());
    }

    /** Every line up to the program's end, which has to be a good one. */
    List<String> linesToEnd() throws IOException, InterruptedException {
        List<String> lines = stdout.lines().toList();
        awaitEnd();
        return lines;
    }

    /** Waits for the program's end, which has to be a good one. */
    void awaitEnd() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException("exit code " + process.exitValue() + evidence());
        }
    }

    private String evidence() throws IOException {
        return ": " + process.info().commandLine().orElse("") + "\n" + Files.readString(stderr);
    }

    @Override
    public void close() throws IOException {
        deadline.cancel();
        process.destroyForcibly();
        process.onExit().join();
        stdout.close();
        Files.deleteIfExists(stderr);
    }
}
