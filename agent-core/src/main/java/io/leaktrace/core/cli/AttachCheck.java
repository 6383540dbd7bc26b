/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds out from outside whether an attach to a process can work, and says why not before anything is sent to it. */
final class AttachCheck {
    private static final long STARTING_MILLIS = 3000;

    /** Returns if nothing speaks against it. */
    static void check(long pid) throws CommandFailure {
        ProcessHandle process = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> CommandFailure.error("there is no process " + pid + "; \"ps\" lists the JVMs"));
        if (pid == ProcessHandle.current().pid()) {
            throw CommandFailure.error("process " + pid + " is this very command");
        }
        String me = ProcessHandle.current().info().user().orElse("");
        String owner = process.info().user().orElse(me);
        if (!owner.equals(me) && !me.equals("root")) {
            throw CommandFailure.error("process " + pid + " belongs to " + owner + "; run this command as that user");
        }
        Jvm jvm = known(process);
        if (jvm == null || jvm.vm() == null) {
            checkUnknown(process);
        } else if (jvm.vm().contains("OpenJ9")) {
            throw otherVendor(pid);
        }
        if (Boolean.FALSE.equals(jvm == null ? null : jvm.attachable()) || refusesAttach(process)) {
            throw CommandFailure.error("process " + pid
                    + " was started with -XX:+DisableAttachMechanism; start it without, or with -javaagent");
        }
    }

    static boolean isAlive(long pid) {
        // a process that has ended but was not waited for by its parent still counts as alive to ProcessHandle
        String status = read("/proc/" + pid + "/status");
        boolean zombie = status != null && status.contains("\nState:\tZ");
        return !zombie && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** What the JVM publishes of itself; one that is starting gets a moment to do so. */
    private static @Nullable Jvm known(ProcessHandle process) throws CommandFailure {
        long deadline = System.nanoTime() + STARTING_MILLIS * 1_000_000;
        for (; ; ) {
            Jvm jvm = Jvms.find(process.pid());
            boolean starting = jvm != null
                    && jvm.vm() == null
                    && process.info().startInstant().stream()
                            .anyMatch(start -> start.toEpochMilli() + STARTING_MILLIS > System.currentTimeMillis());
            if (!starting || System.nanoTime() > deadline) {
                return jvm;
            }
            Pause.millis(50);
        }
    }

    /**
     * Without published data: its memory map says whether it is a JVM, and whose. Attach would signal it, which may
     * end it.
     */
    private static void checkUnknown(ProcessHandle process) throws CommandFailure {
        String maps = read("/proc/" + process.pid() + "/maps");
        if (maps != null && maps.contains("libj9vm")) {
            throw otherVendor(process.pid());
        }
        if (maps == null ? !Files.isDirectory(Path.of("/proc/self")) : maps.contains("libjvm.")) {
            return;
        }
        if (!isAlive(process.pid())) {
            throw CommandFailure.gone("process " + process.pid());
        }
        throw CommandFailure.error("process " + process.pid()
                + process.info().command().map(command -> " (" + command + ")").orElse("")
                + " is not a JVM; \"ps\" lists the JVMs");
    }

    private static CommandFailure otherVendor(long pid) {
        return CommandFailure.error("process " + pid
                + " is an OpenJ9 JVM; LeakTrace works in HotSpot JVMs such as OpenJDK, Temurin, Corretto or Oracle");
    }

    private static boolean refusesAttach(ProcessHandle process) {
        return process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(argument -> argument.equals("-XX:+DisableAttachMechanism"));
    }

    private static @Nullable String read(String file) {
        try {
            return Files.readString(Path.of(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }

    private AttachCheck() {}
}
