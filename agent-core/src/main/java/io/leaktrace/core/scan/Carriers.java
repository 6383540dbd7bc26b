/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The platform threads and pools that are alive, hidden ones included. They are few, and in a table of their own, so
 * every look begins with them. What ended unseen is ended on the way.
 *
 * @param threads no two of one thread
 * @param pools those that have not terminated
 */
record Carriers(List<ThreadTask> threads, List<Pool> pools) {
    /** A thread is recorded before it starts; not alive for so long means that it has ended. */
    private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Those alive now. */
    static Carriers now() {
        Carriers carriers = new Carriers(new ArrayList<>(), new ArrayList<>());
        Bridge.forEachCarrier(carriers::meet);
        return carriers;
    }

    /** The threads alone. */
    static List<ThreadTask> threadsNow() {
        List<ThreadTask> threads = new ArrayList<>();
        Bridge.forEachCarrier(task -> {
            if (task instanceof ThreadTask thread && task.state() != Task.ENDED && isAlive(thread)) {
                threads.add(thread);
            }
        });
        return threads;
    }

    private void meet(Task task) {
        if (task.state() == Task.ENDED) {
            return;
        }
        if (task instanceof ThreadTask thread) {
            if (isAlive(thread)) {
                threads.add(thread);
            }
        } else if (task instanceof Pool pool) {
            Object executor = pool.get();
            if (executor == null || Pools.isTerminated(executor)) {
                pool.end();
            } else {
                pools.add(pool);
            }
        }
    }

    /** Whether it runs; ends it if it does not any more. */
    static boolean isAlive(ThreadTask task) {
        Object thread = task.get();
        if (thread instanceof Thread alive && alive.isAlive()) {
            return true;
        }
        if (thread == null || System.nanoTime() - task.createdAt > STARTING_NANOS) {
            task.end();
        }
        return false;
    }
}
