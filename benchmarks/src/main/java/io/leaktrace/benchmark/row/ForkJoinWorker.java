/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import java.util.concurrent.ForkJoinPool;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A fork-join pool of one worker. Not the common pool: with two processors Java 17 gives async stages a thread each instead.
 */
@State(Scope.Benchmark)
public class ForkJoinWorker {
    private final ForkJoinPool pool = new ForkJoinPool(1);

    /** Ends the worker. */
    @TearDown
    public void stop() {
        pool.shutdown();
    }

    ForkJoinPool pool() {
        return pool;
    }
}
