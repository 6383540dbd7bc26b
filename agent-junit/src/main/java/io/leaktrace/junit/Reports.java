/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report for programs: one file for each JVM that runs tests, complete after every leak. Any thread. */
final class Reports {
    private static final List<String> OUTPUTS = List.of("target", "build");

    private static final List<String> leaks = new ArrayList<>();

    private static volatile boolean incomplete;

    /** How many tasks the agent had no room for: says so, once. */
    static void notRecorded(Object number) {
        if (number instanceof Long tasks && tasks > 0 && !incomplete) {
            incomplete = true;
            System.err.println(
                    "leaktrace: more tasks were alive than the heap has room to remember: leaks may be missing; give the"
                            + " tests more heap");
        }
    }

    /** Adds leaks that were reported. */
    static synchronized void add(List<Leak> more) {
        more.forEach(leak -> leaks.add(leak.json()));
        write();
    }

    /** The run is over: stale rules are known. Nothing is written of a run in which nobody checked anything. */
    static synchronized void finish() {
        if (Agent.isPresent() && Settings.wereUsed()) {
            write();
        }
    }

    private static void write() {
        Path directory = directory();
        if (directory == null) {
            return;
        }
        Path file = directory.resolve("leaks-" + ProcessHandle.current().pid() + ".json");
        try {
            Files.createDirectories(directory);
            Files.writeString(file, Agent.report(List.copyOf(leaks), Rules.stale()) + "\n");
        } catch (IOException e) {
            System.err.println("leaktrace: cannot write " + file + ": " + e.getMessage() + "; set " + Config.REPORT
                    + " to a directory, or to none");
        }
    }

    /** Where it goes: as configured, else where Maven or Gradle put what they make, else nowhere. */
    private static @Nullable Path directory() {
        String configured = Config.get(Config.REPORT);
        if (configured != null) {
            return configured.equals("none") ? null : Path.of(configured);
        }
        for (String output : OUTPUTS) {
            if (Files.isDirectory(Path.of(output))) {
                return Path.of(output, "leaktrace");
            }
        }
        return null;
    }

    private Reports() {}
}
