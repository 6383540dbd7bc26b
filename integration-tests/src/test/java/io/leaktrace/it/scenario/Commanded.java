/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.CountDownLatch;

/** Starts threads that wait until it is told to release them. */
public final class Commanded {
    public static void main(String[] arguments) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        System.out.println("ready");
        for (String line = Program.nextLine(); !line.equals("stop"); line = Program.nextLine()) {
            if (line.equals("release")) {
                gate.countDown();
                gate = new CountDownLatch(1);
            } else {
                leak(line, gate);
            }
        }
        Program.end();
    }

    private static void leak(String name, CountDownLatch gate) {
        Runnable wait = () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        new Thread(wait, name).start(); // LEAK: told
    }

    private Commanded() {}
}
