/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** How programs with all the libraries on their class path are run, and how many of them may work at a time. */
final class RealJvm {
    /** One for each program that starts or is busy; those at rest need none. */
    private static final Semaphore TURNS = new Semaphore(2);

    private static final int DENIES_UNSAFE_MEMORY = 24;

    static JvmCommand of(Jdk jdk, Class<?> program) {
        JvmCommand command = ForkedJvm.of(jdk, program).jvm("-Xmx384m", "-XX:TieredStopAtLevel=1");
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            command.classPathFirst(Path.of(entry));
        }
        if (jdk.feature() >= DENIES_UNSAFE_MEMORY) {
            // else the JVM writes warnings about libraries on stderr
            command.jvm("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }

    /** What is done with a program once it is ready. */
    interface Rest {
        void accept(ForkedJvm jvm) throws Exception;
    }

    /** Runs a program; until it is ready it takes one of the turns. */
    static void takingTurns(JvmCommand command, Rest rest) throws Exception {
        TURNS.acquire();
        boolean working = true;
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("ready");
            TURNS.release();
            working = false;
            rest.accept(jvm);
        } finally {
            if (working) {
                TURNS.release();
            }
        }
    }

    private RealJvm() {}
}
