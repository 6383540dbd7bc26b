/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Scope;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Whose a task is: the way from it to the scope it came out of. That is the way of its creators, but for workers. The
 * thread of a pool, and the task that is the loop of one, are there for whoever made the pool, no matter whose
 * submission had them started.
 *
 * @param links the task itself, who is responsible for it, who is for that, and so on; without the scope
 * @param scope where that ends, or null if in no scope
 */
record Lineage(List<Task> links, @Nullable Scope scope) {
    /** More are not followed: executors can run each other's loops in a circle. */
    private static final int LONGEST = 200;

    /**
     * A thread that was started in the middle of a submission is taken for a worker of that pool so long. Then it has asked the
     * pool for work, or is none: a handler of rejected tasks may have started it.
     */
    private static final long BECOMES_WORKER_NANOS = 200_000_000;

    /** That of a task. Any thread; as far as its ancestors are remembered. */
    static Lineage of(Task task) {
        List<Task> links = new ArrayList<>();
        Task next = task;
        while (next != null && !(next instanceof Scope) && links.size() < LONGEST) {
            links.add(next);
            next = above(next, links);
        }
        return new Lineage(links, next instanceof Scope scope ? scope : null);
    }

    /** The scope that a task came out of, or null. */
    static @Nullable Scope scopeOf(Task task) {
        return Scope.isUsed() ? of(task).scope : null;
    }

    /** Whether it came out of a scope, or of one that is a part of it and has not been asked about on its own. */
    boolean isOf(Scope asked) {
        Scope part = scope;
        while (part != null && part != asked) {
            part = part.isJudged() ? null : part.enclosing;
        }
        return part != null;
    }

    private static @Nullable Task above(Task task, List<Task> before) {
        if (task instanceof ThreadTask thread) {
            Pool pool = poolOf(thread);
            if (pool != null && !before.contains(pool)) {
                return pool;
            }
            return pool == null && thread.get() instanceof ForkJoinWorkerThread ? null : thread.parent;
        }
        Pool looped = isLoop(task) ? task.runner.workerOf : null;
        return looped != null && !before.contains(looped) ? looped : task.parent;
    }

    /** Whether the loop of an executor is what it does, or what is done inside of it. */
    private static boolean isLoop(Task task) {
        ThreadTask runner = task.runner;
        Task loop = runner == null ? null : runner.loop;
        while (loop != null && loop != task) {
            loop = loop.outer;
        }
        return loop != null;
    }

    private static @Nullable Pool poolOf(ThreadTask thread) {
        Pool pool = Pools.of(thread);
        boolean young = System.nanoTime() - thread.createdAt < BECOMES_WORKER_NANOS;
        return pool == null && young ? thread.startedBy() : pool;
    }
}
