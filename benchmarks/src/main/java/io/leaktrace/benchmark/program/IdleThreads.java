/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.program;

import com.sun.management.OperatingSystemMXBean;
import io.leaktrace.benchmark.row.Frames;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A service at rest: pools whose threads have nothing to do. Prints what the process uses, in percent of one core.
 *
 * <p>Arguments: number of threads; depth of the calling stack; seconds until it is at rest; seconds to measure.
 */
public final class IdleThreads {
    private static final int POOLS = 10;

    /** Called by the JVM. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        List<ThreadPoolExecutor> pools = new ArrayList<>();
        Frames.atDepth(Integer.parseInt(arguments[1]), () -> {
            for (int i = 0; i < POOLS; i++) {
                ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(threads / POOLS);
                pool.prestartAllCoreThreads();
                pools.add(pool);
            }
        });
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        // first use loads classes
        system.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[2]));
        long start = System.nanoTime();
        long before = system.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[3]));
        long used = system.getProcessCpuTime() - before;
        System.out.println("idle " + 100.0 * used / (System.nanoTime() - start));
        pools.forEach(ThreadPoolExecutor::shutdown);
    }

    private IdleThreads() {}
}
