/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Talks to the agent through attach: the argument names a private file, into which the agent writes one line, {@code
 * ok …} or {@code error …}, before the attach returns. Works where JMX is switched off.
 */
final class AgentChannel {
    /** Loads the agent or changes the options of the one inside; returns what it says. */
    static String send(long pid, File jar, String message) throws CommandFailure {
        try (TargetProcess process = TargetProcess.open(pid)) {
            Path reply = replyFile(pid);
            try {
                process.load(jar, "reply:" + reply + "\n" + message);
                return answer(pid, Files.readString(reply).strip());
            } finally {
                Files.deleteIfExists(reply);
            }
        } catch (IOException e) {
            throw CommandFailure.error("cannot use a temporary file for the answer: " + e);
        }
    }

    private static String answer(long pid, String line) throws CommandFailure {
        if (line.startsWith("ok")) {
            return line.substring(2).strip();
        }
        if (line.startsWith("error")) {
            throw CommandFailure.error(line.substring("error".length()).strip());
        }
        if (!AttachCheck.isAlive(pid)) {
            throw CommandFailure.gone("process " + pid);
        }
        throw CommandFailure.error("process " + pid + " loaded the agent, which did not answer; see its stderr");
    }

    private static Path replyFile(long pid) throws IOException {
        Path file = Files.createTempFile("leaktrace-", ".reply");
        String me = System.getProperty("user.name", "");
        String owner = ProcessHandle.of(pid).flatMap(p -> p.info().user()).orElse(me);
        if (!owner.equals(me) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            // root talks to somebody else's JVM, which must be able to write here
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw--w--w-"));
        }
        return file.toAbsolutePath();
    }

    private AgentChannel() {}
}
