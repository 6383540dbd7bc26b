/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ForkJoinPool;

/** Chooses the size of the common pool in main, as an application may that has not used it before. */
public final class LateSettings {
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "7");
        System.out.println("parallelism=" + ForkJoinPool.getCommonPoolParallelism() + ";");
        Program.run();
    }

    private LateSettings() {}
}
