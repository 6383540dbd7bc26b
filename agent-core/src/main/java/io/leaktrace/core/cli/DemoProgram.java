/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The leaky program of the demo, running in a JVM of its own under the agent. Its class is packed where no class path
 * finds it, so it is copied to a temporary directory. Ends with this process, however that ends: a hook kills it, and
 * it looks itself whether this process still lives.
 */
final class DemoProgram implements AutoCloseable {
    private static final String MAIN = "demo.OrderService";
    private static final String CLASS_FILE = "demo/OrderService.class";

    private final Path directory;
    private final Process process;
    private final Thread hook;

    private DemoProgram(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        this.hook = new Thread(this::end, "leaktrace-demo-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static DemoProgram start(File jar) throws IOException {
        if (!jar.isFile()) {
            throw new IOException(jar + " does not exist");
        }
        Path directory = Files.createTempDirectory("leaktrace-demo-");
        Path classFile = directory.resolve(CLASS_FILE);
        Files.createDirectories(classFile.getParent());
        try (InputStream in = DemoProgram.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
            if (in == null) {
                throw new IOException(jar + " is incomplete");
            }
            Files.copy(in, classFile);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + jar.getAbsolutePath() + "=threshold=2s,interval=1s,log=none",
                        "-cp",
                        directory.toString(),
                        MAIN,
                        String.valueOf(ProcessHandle.current().pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        return new DemoProgram(directory, process);
    }

    long pid() {
        return process.pid();
    }

    boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** How many the agent is to find: the stuck pool task, the queued one, the future and the virtual thread. */
    int findings() {
        return hasVirtualThreads() ? 4 : 3;
    }

    /** A failure together with what the program said last, which is more often the reason than not. */
    CommandFailure explain(CommandFailure failure) {
        String what = process.isAlive() ? failure.getMessage() : "the demo program ended early";
        try {
            List<String> said = Files.readAllLines(directory.resolve("stderr"));
            return CommandFailure.error(what + (said.isEmpty() ? "" : "; it said: " + said.get(said.size() - 1)));
        } catch (IOException e) {
            return CommandFailure.error(what);
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the hook is running already
        }
    }

    private void end() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // what is left is a few kilobytes in the directory for temporary files
        }
    }
}
