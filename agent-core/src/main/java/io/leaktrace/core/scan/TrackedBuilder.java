/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.WaitingOn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the row of one task from everything the scan knows. One instance per scan. */
final class TrackedBuilder {
    private final ScanContext context;
    private final Owners owners;
    private final Queues queues;
    private final Pools pools;
    private final ThreadStates states;
    private final long now = System.nanoTime();

    TrackedBuilder(ScanContext context) {
        this.context = context;
        this.owners = new Owners(context.census().tasks);
        this.queues = new Queues(context.census().threads);
        this.pools = new Pools(context.census().threads);
        this.states = new ThreadStates(context);
    }

    /** The row, or null if the task turns out to be over. */
    @Nullable
    Tracked build(Task task) {
        Object object = task.get();
        if (object == null || task.state() == Task.ENDED) {
            return null;
        }
        if (task instanceof ThreadTask thread) {
            return running(thread, thread, thread.current);
        }
        if (task instanceof Pool pool) {
            return pool(pool, object);
        }
        if (task.state() == Task.RUNNING) {
            ThreadTask runner = task.runner;
            return runner == null ? row(task, State.RUNNING, null, -1) : running(task, runner, inner(task, runner));
        }
        return task.state() == Task.QUEUED
                ? queued(task, object)
                : row(task, State.PENDING, null, millis(task.movedAt));
    }

    private Tracked running(Task task, ThreadTask runner, @Nullable Task inner) {
        ThreadLook look = context.looks().get(runner);
        if (look == null) {
            return row(task, State.RUNNING, null, -1);
        }
        ThreadStates.Verdict verdict = states.of(runner, look, task == runner && inner == null);
        boolean waits = verdict.state() != State.RUNNING;
        long since = task == runner ? look.since() : Math.max(look.since(), task.movedAt);
        String threadName = name(runner);
        return new Tracked(
                task.id,
                task.kind,
                threadName,
                verdict.state(),
                verdict.waitName(),
                waits ? millis(since) : -1,
                millis(task.createdAt),
                threadName,
                poolName(task),
                Map.of(),
                look.frames(),
                waits ? waitingOn(runner, look, verdict.waitName()) : null,
                creation(task),
                ancestors(task),
                inner == null ? 0 : context.numbers().applyAsLong(inner));
    }

    private @Nullable Tracked queued(Task task, Object object) {
        if (task.kind == Kind.SCHEDULED_TASK || task.kind == Kind.TIMER_TASK) {
            long dueIn = queues.dueIn(task, object);
            if (dueIn > 0 || !Queues.knowsDue(task, object)) {
                return row(task, State.IDLE, task.periodic ? "next run" : "its time", millis(task.movedAt));
            }
            return ifStillQueued(task, object, TimeUnit.NANOSECONDS.toMillis(-dueIn));
        }
        return ifStillQueued(task, object, millis(task.movedAt));
    }

    /** Looks into the queue before anything is said of a task that has waited long. */
    private @Nullable Tracked ifStillQueued(Task task, Object object, long queuedForMillis) {
        if (queuedForMillis > TimeUnit.SECONDS.toMillis(1) && queues.isDropped(task, object)) {
            task.end();
            return null;
        }
        Pool pool = task.pool;
        boolean known = pool == null || (pool.tellsQueued(task) && !pools.hasFreeWorker(pool));
        return row(task, State.QUEUED, null, known ? queuedForMillis : -1);
    }

    private Tracked pool(Pool pool, Object executor) {
        State state = pools.active(pool) > 0 ? State.RUNNING : State.IDLE;
        return new Tracked(
                pool.id,
                Kind.POOL,
                pools.name(pool),
                state,
                null,
                -1,
                millis(pool.createdAt),
                null,
                pools.name(pool),
                pools.labels(pool, executor),
                List.of(),
                null,
                creation(pool),
                ancestors(pool),
                0);
    }

    private Tracked row(Task task, State state, @Nullable String wait, long blockedForMillis) {
        return new Tracked(
                task.id,
                task.kind,
                null,
                state,
                wait,
                blockedForMillis,
                millis(task.createdAt),
                null,
                poolName(task),
                Map.of(),
                List.of(),
                null,
                creation(task),
                ancestors(task),
                0);
    }

    private @Nullable WaitingOn waitingOn(ThreadTask runner, ThreadLook look, @Nullable String wait) {
        if (look.lockClass() == null || wait == null) {
            return null;
        }
        Task owner = owners.of(runner, look, wait);
        return new WaitingOn(
                look.lockClass(),
                Integer.toHexString(look.lockIdentity()),
                owner == null || isHidden(owner) ? 0 : context.numbers().applyAsLong(owner),
                owner == null ? null : owner instanceof ThreadTask thread ? name(thread) : nameOfRunner(owner));
    }

    private @Nullable Creation creation(Task task) {
        Origin origin = context.origins()
                .resolve(task, context.options().depth(), context.options().capture());
        if (origin == null) {
            return null;
        }
        Task parent = task.parent;
        return new Creation(
                true,
                origin.frames(),
                parent == null || isHidden(parent) ? 0 : context.numbers().applyAsLong(parent),
                task.creatorName,
                context.at().minus(Duration.ofNanos(Math.max(0, now - task.createdAt))));
    }

    private List<Creation> ancestors(Task task) {
        List<Creation> ancestors = new ArrayList<>();
        Task parent = task.parent;
        while (parent != null && ancestors.size() < context.options().ancestors()) {
            Creation creation = creation(parent);
            if (creation == null) {
                break;
            }
            ancestors.add(creation);
            parent = parent.parent;
        }
        return ancestors;
    }

    private @Nullable String poolName(Task task) {
        Pool pool = task instanceof ThreadTask thread ? Pools.of(thread) : task.pool;
        return pool == null ? null : pools.name(pool);
    }

    private static boolean isHidden(Task task) {
        return task instanceof ThreadTask thread && thread.hidden;
    }

    private static @Nullable String nameOfRunner(Task task) {
        ThreadTask runner = task.runner;
        return runner == null ? null : name(runner);
    }

    private static @Nullable String name(ThreadTask task) {
        if (!(task.get() instanceof Thread thread)) {
            return null;
        }
        String name = thread.getName();
        return name.isEmpty() ? null : name;
    }

    /** The task that this one carries on its thread: the one started inside it. */
    private static @Nullable Task inner(Task task, ThreadTask runner) {
        Task inner = null;
        for (Task t = runner.current; t != null && t != task; t = t.outer) {
            inner = t;
        }
        return inner;
    }

    private long millis(long since) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - since));
    }
}
