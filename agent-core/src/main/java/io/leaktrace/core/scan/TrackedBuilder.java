/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Abandoned;
import io.leaktrace.bootstrap.Gap;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Scope;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.WaitingOn;
import io.leaktrace.core.scan.Standings.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the row of one task from everything the scan knows. One instance per scan. */
final class TrackedBuilder {
    private final ScanContext context;
    private final Moment moment;
    private final Pools pools;
    private final ToLongFunction<Task> numbers;
    private final Map<Task, List<Creation>> ancestorsOf = new HashMap<>();

    TrackedBuilder(ScanContext context) {
        this.context = context;
        this.moment = context.moment();
        this.pools = context.pools();
        this.numbers = context.numbers();
    }

    /** The row, or null if the task turns out to be over. */
    @Nullable
    Tracked build(Task task) {
        Tracked row = row(task);
        Scope scope = row == null ? null : Lineage.scopeOf(task);
        return scope == null ? row : row.with(Tracked.TEST, scope.name);
    }

    private @Nullable Tracked row(Task task) {
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
        return task.state() == Task.QUEUED ? queued(task, object) : pending(task, object);
    }

    /** The row of a task whose object is gone: what it was when that was noticed. */
    Tracked gone(Abandoned abandoned) {
        Task task = abandoned.task;
        boolean future = task.kind() == Kind.FUTURE;
        Map<String, String> labels = future ? Map.of("dependents", String.valueOf(abandoned.dependents)) : Map.of();
        long age = Math.max(0, TimeUnit.NANOSECONDS.toMillis(abandoned.noticedAt - task.createdAt));
        return new Tracked(
                numbers.applyAsLong(task),
                task.kind(),
                null,
                future ? State.PENDING : State.QUEUED,
                null,
                age,
                age,
                null,
                abandoned.pool == null ? null : pools.name(abandoned.pool),
                labels,
                List.of(),
                null,
                creation(task),
                ancestors(task),
                0);
    }

    /** The task that this one waits for, or null if it waits for none or that is unknown. */
    @Nullable
    Task owner(Task task) {
        ThreadTask runner = task instanceof ThreadTask thread ? thread : task.runner;
        Standing standing = runner == null ? null : context.standings().of(runner);
        return standing == null ? null : owner(runner, standing);
    }

    private @Nullable Task owner(ThreadTask runner, Standing standing) {
        String wait = standing.verdict().waitName();
        if (wait == null || standing.look().lockClass() == null) {
            return null;
        }
        return context.owners().of(runner, standing.look(), wait);
    }

    private Tracked running(Task task, ThreadTask runner, @Nullable Task inner) {
        Standing standing = context.standings().of(runner);
        if (standing == null) {
            return row(task, State.RUNNING, null, -1);
        }
        ThreadLook look = standing.look();
        State state = standing.verdict().state();
        boolean waits = state != State.RUNNING;
        long since = task == runner ? look.since() : Math.max(look.since(), task.movedAt + moment.slack());
        String threadName = name(runner);
        return new Tracked(
                numbers.applyAsLong(task),
                task.kind(),
                threadName,
                state,
                standing.verdict().waitName(),
                waits ? millis(since) : -1,
                millis(task.createdAt),
                threadName,
                poolName(task),
                task == runner ? threadLabels(runner) : Map.of(),
                look.frames(),
                waits ? waitingOn(runner, standing) : null,
                creation(task),
                ancestors(task),
                inner == null ? 0 : numbers.applyAsLong(inner));
    }

    private static Map<String, String> threadLabels(ThreadTask thread) {
        Object object = thread.get();
        return object != null && ThreadFields.isLeftOver(object) ? Tracked.LEFT_OVER : Map.of();
    }

    private Tracked pending(Task task, Object object) {
        Map<String, String> labels = task.kind() == Kind.FUTURE ? Promises.labels(object) : Map.of();
        return row(task, State.PENDING, null, millis(task.movedAt + moment.slack()), labels, 0);
    }

    private Tracked queued(Task task, Object object) {
        boolean timed = task.kind() == Kind.SCHEDULED_TASK || task.kind() == Kind.TIMER_TASK;
        long dueIn = timed ? Endings.dueIn(task, object, moment) : 0;
        if (dueIn > 0 || (timed && !Endings.knowsDue(task, object))) {
            return row(task, State.IDLE, task.isPeriodic() ? "next run" : "its time", millis(task.movedAt));
        }
        long queuedFor = timed ? TimeUnit.NANOSECONDS.toMillis(-dueIn) : millis(task.movedAt + moment.slack());
        Task carried = pools.carriedBy(task);
        return row(
                task,
                State.QUEUED,
                null,
                tellsQueued(task) ? queuedFor : -1,
                Map.of(),
                carried == null ? 0 : numbers.applyAsLong(carried));
    }

    /** Whether it can be said that a task which was not seen to start waits in the queue of its pool. */
    boolean tellsQueued(Task task) {
        Task outermost = pools.outermost(task);
        Pool pool = outermost.pool;
        // of workers that share a queue, not every free one may take everything
        return pool == null || (pool.tellsQueued(outermost) && (pool.tellsStarts || !pools.hasFreeWorker(pool)));
    }

    private Tracked pool(Pool pool, Object executor) {
        return new Tracked(
                numbers.applyAsLong(pool),
                Kind.POOL,
                pools.name(pool),
                pools.state(pool),
                null,
                -1,
                millis(pool.createdAt),
                null,
                pools.name(pool),
                poolLabels(pool, executor),
                List.of(),
                null,
                creation(pool),
                ancestors(pool),
                0);
    }

    private Map<String, String> poolLabels(Pool pool, Object executor) {
        Map<String, String> labels = pools.labels(pool, executor);
        if (pools.isLeftOver(pool)) {
            labels.putAll(Tracked.LEFT_OVER);
        }
        return labels;
    }

    private Tracked row(Task task, State state, @Nullable String wait, long blockedForMillis) {
        return row(task, state, wait, blockedForMillis, Map.of(), 0);
    }

    private Tracked row(
            Task task,
            State state,
            @Nullable String wait,
            long blockedForMillis,
            Map<String, String> labels,
            long carried) {
        return new Tracked(
                numbers.applyAsLong(task),
                task.kind(),
                null,
                state,
                wait,
                blockedForMillis,
                millis(task.createdAt),
                null,
                poolName(task),
                labels,
                List.of(),
                null,
                creation(task),
                ancestors(task),
                carried);
    }

    private @Nullable WaitingOn waitingOn(ThreadTask runner, Standing standing) {
        ThreadLook look = standing.look();
        if (look.lockClass() == null || standing.verdict().waitName() == null) {
            return null;
        }
        Task owner = owner(runner, standing);
        Thread dead = owner == null ? Owners.deadOwner(look) : null;
        return new WaitingOn(
                look.lockClass(),
                Integer.toHexString(look.lockIdentity()),
                owner == null ? 0 : numbers.applyAsLong(owner),
                dead != null ? name(dead) : owner == null ? null : nameOf(owner),
                dead != null);
    }

    private @Nullable Creation creation(Task task) {
        Origin origin = context.origins()
                .resolve(task, context.options().depth(), context.options().capture());
        Gap gap = origin == null && task.stack instanceof Gap between ? between : null;
        if (origin == null && gap == null) {
            return null;
        }
        Task parent = task.creator();
        long creator = parent == null ? 0 : numbers.applyAsLong(parent);
        Instant createdAt = moment.at(task.createdAt);
        if (origin != null) {
            return Creation.exact(frames(task, origin), creator, task.creatorName, createdAt);
        }
        return gap.representative() instanceof Origin shown
                ? Creation.representative(
                        gap.site.uncaptured(), frames(task, shown), creator, task.creatorName, createdAt)
                : Creation.notCaptured(creator, task.creatorName, createdAt);
    }

    /** In the code of a scope, frames end where it begins: what lies below has called it. */
    private static List<StackTraceElement> frames(Task task, Origin origin) {
        return task.parent instanceof Scope ? Harness.withoutCallers(origin.frames()) : origin.frames();
    }

    /** Those of all tasks that one task creates are the same. They end where a scope begins. */
    private List<Creation> ancestors(Task task) {
        Task parent = task.parent instanceof Scope ? null : task.parent;
        return parent == null ? List.of() : ancestorsOf.computeIfAbsent(parent, this::ancestorsFrom);
    }

    private List<Creation> ancestorsFrom(Task creator) {
        List<Creation> ancestors = new ArrayList<>();
        Task parent = creator;
        while (parent != null && ancestors.size() < context.options().ancestors()) {
            Creation creation = creation(parent);
            if (creation == null) {
                break;
            }
            ancestors.add(creation);
            parent = parent.parent instanceof Scope ? null : parent.parent;
        }
        return List.copyOf(ancestors);
    }

    private @Nullable String poolName(Task task) {
        Pool pool = task instanceof ThreadTask thread
                ? Pools.of(thread)
                : task.state() == Task.QUEUED ? pools.queueOf(task) : task.pool;
        return pool == null ? null : pools.name(pool);
    }

    private static @Nullable String nameOf(Task task) {
        ThreadTask runner = task instanceof ThreadTask thread ? thread : task.runner;
        return runner == null ? null : name(runner);
    }

    private static @Nullable String name(ThreadTask task) {
        return task.get() instanceof Thread thread ? name(thread) : null;
    }

    private static @Nullable String name(Thread thread) {
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
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(moment.now() - since));
    }
}
