/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A pool of one thread per benchmark, shared by its threads. */
@State(Scope.Benchmark)
public class OneThreadPool {
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    /** Starts the pool's thread. */
    @Setup
    public void start() throws Exception {
        pool.submit(() -> {}).get();
    }

    /** Ends it. */
    @TearDown
    public void stop() {
        pool.shutdown();
    }

    ExecutorService pool() {
        return pool;
    }
}
