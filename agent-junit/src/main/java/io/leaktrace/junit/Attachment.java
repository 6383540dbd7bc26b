/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Brings the agent into this JVM. A JVM may not attach to itself, so a second one does it, for half a second: the command
 * line in the very jar that is loaded.
 */
final class Attachment {
    private static final String JAR = "leaktrace.jar";
    private static final String DYNAMIC = "-XX:+EnableDynamicAgentLoading";
    private static final long PATIENCE_SECONDS = 60;

    /** What the second JVM would take as said to it. */
    private static final Set<String> FOR_THE_TESTS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Options for this use, unless the same are set as system properties; tests want origins more than speed. */
    private static final List<String> OPTIONS = List.of("log=none", "jmx=false", "budget=10%");

    /** Attaches, or throws an exception whose message says what to do. */
    static void make() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(unpacked())).redirectErrorStream(true);
            builder.environment().keySet().removeAll(FOR_THE_TESTS);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) { // what it prints is far less than a pipe takes
                process.destroyForcibly();
                throw failed("no answer for " + PATIENCE_SECONDS + " seconds");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw failed(output);
            }
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        }
    }

    /** The jar of the agent in a file of its own; to be kept, because the JVM goes on reading it. */
    private static Path unpacked() throws IOException {
        Path directory = Files.createTempDirectory("leaktrace");
        Path jar = directory.resolve(JAR);
        directory.toFile().deleteOnExit();
        jar.toFile().deleteOnExit();
        try (InputStream in = Attachment.class.getResourceAsStream(JAR)) {
            if (in == null) {
                throw new IOException(JAR + " is missing in leaktrace-junit; use an unmodified one");
            }
            Files.copy(in, jar);
        }
        return jar;
    }

    private static List<String> command(Path jar) {
        List<String> options = new ArrayList<>();
        for (String option : OPTIONS) {
            if (System.getProperty("leaktrace." + option.substring(0, option.indexOf('='))) == null) {
                options.add(option);
            }
        }
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        List<String> command = new ArrayList<>(
                List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar.toString(), "attach"));
        command.add(String.valueOf(ProcessHandle.current().pid()));
        if (!options.isEmpty()) {
            command.add(String.join(",", options));
        }
        return command;
    }

    /** The command line's reason, with a remedy for tests instead of its own. */
    private static IllegalStateException failed(String output) {
        String line = output.lines()
                .filter(each -> !each.isBlank())
                .reduce((first, last) -> last)
                .orElse("no answer");
        String reason = line.replaceFirst("^leaktrace: ", "").replaceFirst(": start it with .*", "");
        boolean switchedOff = line.contains(DYNAMIC);
        return new IllegalStateException("leaktrace: cannot attach to this JVM: " + reason + "; start the tests with "
                + (switchedOff ? DYNAMIC + " or with " : "") + "-javaagent:leaktrace.jar");
    }

    private Attachment() {}
}
