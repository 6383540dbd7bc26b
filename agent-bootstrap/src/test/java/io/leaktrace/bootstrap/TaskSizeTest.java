/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** There may be millions of entries: what one costs is a promise. */
final class TaskSizeTest {
    private static final int TASKS = 1_000;
    private static final int ROUNDS = 20;

    @Test
    void takes88BytesInALineAnd96InATableWithCompressedReferences() {
        assumeThat(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .getVMOption("UseCompressedOops")
                        .getValue())
                .isEqualTo("true");

        Object object = new Object();
        Task parent = new Task(object, Kind.EXECUTOR_TASK, Task.RUNNING, false, null, "t", null, 0);
        assertThat(bytesOf(() -> new Task(object, Kind.EXECUTOR_TASK, Task.QUEUED, false, parent, "t", null, 0)))
                .isLessThanOrEqualTo(88);
        assertThat(bytesOf(() -> new TableTask(object, Kind.EXECUTOR_TASK, Task.QUEUED, false, parent, "t", null, 0)))
                .isLessThanOrEqualTo(96);
    }

    /** What this thread allocates for one, the constructor included; the lowest of several, as the JIT may join in. */
    private static long bytesOf(Supplier<Task> constructor) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Task[] tasks = new Task[TASKS];
        long lowest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < TASKS; i++) {
                tasks[i] = constructor.get();
            }
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            lowest = Math.min(lowest, allocated / TASKS); // the query itself allocates a few bytes
        }
        return lowest;
    }
}
