/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.Executors;

/** The same as {@link ThreadLeaks}, but the threads make progress or end. */
public final class ThreadInnocents {
    public static void main(String[] arguments) throws Exception {
        new Thread(Program::busy, "plain").start();
        Thread daemon = new Thread(new ThreadGroup("group"), Program::busy, "daemon");
        daemon.setDaemon(true);
        daemon.start();
        new Overriding().start();
        new Thread("overridden run") {
            @Override
            public void run() {
                Program.busy();
            }
        }.start();
        Executors.defaultThreadFactory().newThread(Program::busy).start();
        new Thread(() -> new Thread(Program::busy, "nested").start(), "outer").start();
        for (int i = 0; i < 3; i++) {
            new Thread(() -> {}, "short-" + i).start();
        }
        Thread neverStarted = new Thread(Program::stuck, "never started");
        Program.rest();
        neverStarted.interrupt();
    }

    private static final class Overriding extends Thread {
        Overriding() {
            super(Program::busy, "overriding");
        }

        @Override
        public void start() {
            super.start();
        }
    }

    private ThreadInnocents() {}
}
