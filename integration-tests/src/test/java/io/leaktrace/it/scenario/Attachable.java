/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.Map;
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
        Map<String, String> first = Map.of();
        for (String line = Program.nextLine(); !line.equals("stop"); line = Program.nextLine()) {
            switch (line) {
                case "leak" -> leak();
                case "remember" -> first = Witness.capture();
                case "compare" -> System.out.println("changed: " + changed(first, Witness.capture()) + ";");
                default -> throw new IllegalArgumentException(line);
            }
            System.out.println("done " + ++rounds + ";");
        }
        Program.end();
    }

    private static void leak() {
        POOL.submit(Program::stuck); // LEAK: afterAttach
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> now) {
        return before.entrySet().stream()
                .filter(each -> !each.getValue().equals(now.get(each.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Attachable() {}
}
