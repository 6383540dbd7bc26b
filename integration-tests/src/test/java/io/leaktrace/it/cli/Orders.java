/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cli;

import io.leaktrace.it.scenario.Program;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One task of a pool that is stuck, and one that is queued behind it. */
public final class Orders {
    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(Program::stuck);
        pool.submit(Program::stuck);
        Program.run();
    }

    private Orders() {}
}
