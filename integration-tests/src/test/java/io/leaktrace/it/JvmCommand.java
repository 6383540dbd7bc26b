/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** How a scenario is to be run. */
final class JvmCommand {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Jdk jdk;
    private final Class<?> main;
    private final Path directory;
    private final List<String> jvmArguments = new ArrayList<>(List.of("-Xmx256m", "-Xverify:all", "-XX:+UseSerialGC"));
    private final List<String> classPath = new ArrayList<>();
    private final List<String> programArguments = new ArrayList<>();
    private String options = "threshold=2s,interval=500ms,format=json";
    private boolean agent = true;

    JvmCommand(Jdk jdk, Class<?> main) {
        this.jdk = jdk;
        this.main = main;
        this.directory = Path.of(
                        "target", "it", main.getSimpleName() + "-" + jdk.feature() + "-" + RUNS.incrementAndGet())
                .toAbsolutePath();
        jar(main);
    }

    /** The agent's options instead of the usual ones, to which the log file is added unless they name one. */
    JvmCommand options(String text) {
        options = text;
        return this;
    }

    /** Without the agent. */
    JvmCommand withoutAgent() {
        agent = false;
        return this;
    }

    JvmCommand jvm(String... arguments) {
        jvmArguments.addAll(List.of(arguments));
        return this;
    }

    JvmCommand program(String... arguments) {
        programArguments.addAll(List.of(arguments));
        return this;
    }

    /** Adds the jar or directory from which these classes come. */
    JvmCommand jar(Class<?>... examples) {
        for (Class<?> example : examples) {
            String path =
                    example.getProtectionDomain().getCodeSource().getLocation().getPath();
            if (!classPath.contains(path)) {
                classPath.add(path);
            }
        }
        return this;
    }

    /** Puts a directory or jar in front of the class path. */
    JvmCommand classPathFirst(Path path) {
        classPath.add(0, path.toString());
        return this;
    }

    Path directory() {
        return directory;
    }

    ForkedJvm start() throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve("report.log"));
        List<String> command = new ArrayList<>(List.of(jdk.program("java").toString()));
        command.addAll(jvmArguments);
        if (agent) {
            command.add("-javaagent:" + AgentJar.path() + "=" + fullOptions());
        }
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(main.getName());
        command.addAll(programArguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        return new ForkedJvm(process, jdk, directory);
    }

    private String fullOptions() {
        if (options.contains("log=")) {
            return options;
        }
        return (options.isEmpty() ? "" : options + ",") + "log=" + directory.resolve("report.log");
    }
}
