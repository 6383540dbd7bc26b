/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.Executors;

/** Threads that never end, started in every way that all JDKs know. */
public final class ThreadLeaks {
    public static void main(String[] arguments) throws Exception {
        Thread plain = new Thread(Program::stuck, "plain");
        plain.start(); // LEAK: plain

        Thread daemon = new Thread(new ThreadGroup("group"), Program::stuck, "daemon");
        daemon.setDaemon(true);
        daemon.start(); // LEAK: daemon

        new Overriding().start();

        new Thread("overridden run") {
            @Override
            public void run() {
                Program.stuck();
            }
        }.start(); // LEAK: run

        Thread contrary = new Contrary();
        contrary.setDaemon(true);
        contrary.start();

        Thread made = Executors.defaultThreadFactory().newThread(Program::stuck);
        made.start(); // LEAK: factory

        new Thread(ThreadLeaks::startNested, "outer").start();

        for (int i = 0; i < 3; i++) {
            new Thread(Program::stuck, "same-" + i).start(); // LEAK: three
        }

        Program.run();
    }

    private static void startNested() {
        new Thread(Program::stuck, "nested").start(); // LEAK: nested
    }

    /** Answers no question, and must not keep the others from being seen. */
    private static final class Contrary extends Thread {
        Contrary() {
            super(Program::busy, "contrary");
        }

        @Override
        @Deprecated
        public long getId() {
            throw new IllegalStateException("no id");
        }

        @Override
        public State getState() {
            throw new IllegalStateException("no state");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
        }
    }

    /** Its start is its own, as far as it goes. */
    private static final class Overriding extends Thread {
        Overriding() {
            super(Program::stuck, "overriding");
        }

        @Override
        public void start() {
            setPriority(Thread.NORM_PRIORITY);
            super.start(); // LEAK: overriding
        }
    }

    private ThreadLeaks() {}
}
