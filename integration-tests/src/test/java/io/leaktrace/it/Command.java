/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of {@code java -jar leaktrace.jar …} that has ended. */
record Command(int exitCode, String stdout, String stderr) {
    /** Runs it on this JDK. */
    static Command run(Jdk jdk, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                "-Xmx128m",
                "-jar",
                AgentJar.path().toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("leaktrace-it", ".out");
        Path err = Files.createTempFile("leaktrace-it", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + command);
            }
            return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Every live task of a JVM with the agent. */
    static AgentDump dump(ForkedJvm jvm) throws IOException, InterruptedException {
        Command run = run(jvm.jdk(), "dump", String.valueOf(jvm.pid()), "--format=json");
        if (run.exitCode() != 0) {
            throw new AssertionError("dump failed: " + run);
        }
        return AgentDump.of(run.stdout());
    }
}
