/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that runs without the agent, to be attached to; does what it is told on stdin. */
public final class Attachable {
    private static final ExecutorService POOL = Executors.newCachedThreadPool();
    private static int rounds;

    public static void main(String[] arguments) throws Exception {
        new Thread(Program::stuck, "before attach").start();
        POOL.submit(() -> {}).get();
        System.out.println("ready");
        for (String line = Program.nextLine(); !line.equals("stop"); line = Program.nextLine()) {
            switch (line) {
                case "leak" -> leak();
                case "capture" -> Witness.capture(Path.of(arguments[0], "classes-" + rounds + ".zip"));
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println("done " + ++rounds + ";");
        }
        Program.end();
    }

    private static void leak() {
        POOL.submit(Program::stuck); // LEAK: afterAttach
    }

    private Attachable() {}
}
