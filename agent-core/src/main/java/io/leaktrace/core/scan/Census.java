/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who is alive at this moment: walks the registry once, ends what no probe saw end, and gives numbers to tasks in the
 * order of their creation. One instance per scan, used by the scan thread.
 */
final class Census {
    /** A thread is recorded before it starts; not alive for so long means that it has ended. */
    private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(2);

    final List<Task> tasks = new ArrayList<>();
    final List<ThreadTask> threads = new ArrayList<>();
    private final Set<Task> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    Census() {
        Bridge.forEach(this::meet);
        Queues queues = new Queues(threads);
        tasks.removeIf(task -> isOver(task, queues));
        threads.removeIf(task -> !seen.contains(task) || task.state() == Task.ENDED);
        tasks.sort(Comparator.comparingLong((Task task) -> task.createdAt));
    }

    /** The living threads alone, for a look between two scans: costs no more than the walk. */
    static List<ThreadTask> threadsOnly() {
        Set<Task> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        Bridge.forEach(task -> {
            if (task instanceof ThreadTask thread && task.state() != Task.ENDED && isAlive(thread)) {
                threads.add(thread);
            }
        });
        List<ThreadTask> list = new ArrayList<>();
        threads.forEach(thread -> list.add((ThreadTask) thread));
        return list;
    }

    private void meet(Task task) {
        if (task.state() == Task.ENDED || !seen.add(task)) {
            return;
        }
        if (task instanceof ThreadTask thread) {
            if (!isAlive(thread)) {
                return;
            }
            threads.add(thread);
            for (Task run = thread.current; run != null; run = run.outer) {
                meet(run); // a repeated submission of one object is found here only
            }
        }
        tasks.add(task);
    }

    private static boolean isAlive(ThreadTask task) {
        Object thread = task.get();
        if (thread instanceof Thread alive && alive.isAlive()) {
            return true;
        }
        if (thread == null || System.nanoTime() - task.createdAt > STARTING_NANOS) {
            task.end();
        }
        return false;
    }

    private static boolean isOver(Task task, Queues queues) {
        Object object = task.get();
        boolean over = object == null || queues.isOver(task, object);
        if (task.kind == Kind.POOL && object != null) {
            over = Pools.isTerminated(object);
        }
        if (over) {
            task.end();
        }
        return over;
    }
}
