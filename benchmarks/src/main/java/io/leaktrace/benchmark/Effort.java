/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

/** How long to measure. */
enum Effort {
    /** Seconds for everything, to see that every row gives a number. */
    SMOKE(1, 1, 1, 10, 2_000, 1, 10, 1_000, 0, 1, 100),
    /** A first impression. */
    QUICK(1, 8, 3, 150, 1_000_000, 3, 500, 100_000, 35, 32, 3_000),
    /** For the record. */
    FULL(5, 6, 2, 200, 1_000_000, 5, 1_000, 100_000, 45, 60, 5_000);

    private final int rounds;
    private final int warmUps;
    private final int iterations;
    private final int iterationMillis;
    private final int tasks;
    private final int scans;
    private final int settleMillis;
    private final int virtualThreads;
    private final int restSeconds;
    private final int idleSeconds;
    private final int loadMillis;

    Effort(
            int rounds,
            int warmUps,
            int iterations,
            int iterationMillis,
            int tasks,
            int scans,
            int settleMillis,
            int virtualThreads,
            int restSeconds,
            int idleSeconds,
            int loadMillis) {
        this.rounds = rounds;
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
        this.tasks = tasks;
        this.scans = scans;
        this.settleMillis = settleMillis;
        this.virtualThreads = virtualThreads;
        this.restSeconds = restSeconds;
        this.idleSeconds = idleSeconds;
        this.loadMillis = loadMillis;
    }

    int rounds() {
        return rounds;
    }

    /** Unmeasured iterations of JMH, for each depth. */
    int warmUps() {
        return warmUps;
    }

    /** Measured iterations of JMH, for each depth. */
    int iterations() {
        return iterations;
    }

    int iterationMillis() {
        return iterationMillis;
    }

    /** How many tasks to queue. */
    int tasks() {
        return tasks;
    }

    /** How many scans to watch. */
    int scans() {
        return scans;
    }

    /** How long the heap has to stay the same. */
    int settleMillis() {
        return settleMillis;
    }

    /** How many virtual threads to dump. */
    int virtualThreads() {
        return virtualThreads;
    }

    /** Until a program is at rest, by when it should have been scanned once. */
    int restSeconds() {
        return restSeconds;
    }

    /** How long to watch a program at rest; from 60 on with two scans in it. */
    int idleSeconds() {
        return idleSeconds;
    }

    /** How long to load a server to warm it up, and again to measure it. */
    int loadMillis() {
        return loadMillis;
    }
}
