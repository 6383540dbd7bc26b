/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Scope;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.AgentOptions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scan of what a scope has left behind, or if no scope is given, all of them: live threads, tasks that run or are to
 * run, pools that nobody shut down, futures that somebody waits for. Left out is what no test is to blame for. One
 * instance per scan.
 */
final class ScopeScan {
    private final Instruments instruments;
    private final AgentOptions options;
    private final ScopeQuestion question;
    private final Singletons singletons;
    private final Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    /** What the one who asks is doing. */
    private final Set<Task> asking = Set.of(Scope.asking());

    private final Set<Task> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable Pools pools;

    ScopeScan(Instruments instruments, AgentOptions options, ScopeQuestion question) {
        this.instruments = instruments;
        this.options = options;
        this.question = question;
        this.singletons = new Singletons(instruments.readable());
    }

    Leftovers run() {
        Scope scope = question.scope();
        long ended = scope == null ? 0 : scope.ended();
        long created = scope == null ? 0 : scope.created();
        FullScan scan = new FullScan(instruments, options);
        pools = scan.pools();
        Snapshot snapshot = scan.run(this::isLeft, true);
        boolean settled = scope == null
                || (seen.size() == created - ended && scope.ended() == ended && scope.created() == created);
        return new Leftovers(snapshot, settled);
    }

    /** Everything alive. */
    static Set<Task> alive() {
        Set<Task> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        Bridge.forEach(task -> {
            alive.add(task);
            if (task instanceof ThreadTask thread) {
                // further submissions of one object are in no table while they run
                for (Task running = thread.current; running != null; running = running.outer) {
                    alive.add(running);
                }
            }
        });
        alive.removeIf(
                task -> task.state() == Task.ENDED || (task instanceof ThreadTask thread && !Carriers.isAlive(thread)));
        return alive;
    }

    private boolean isLeft(Task task) {
        if (question.scope() != null && question.scope().counts(task)) {
            seen.add(task);
        }
        Lineage lineage = Lineage.of(task);
        return isAskedFor(task, lineage) && isUnfinished(task) && !isExcused(lineage.links());
    }

    private boolean isAskedFor(Task task, Lineage lineage) {
        if (question.except().contains(task) || asking.contains(task)) {
            return false;
        }
        Scope from = lineage.scope();
        Scope asked = question.scope();
        if (asked != null) {
            return lineage.isOf(asked);
        }
        return from == null ? isMeantOutside(task) : !from.isJudged();
    }

    private boolean isMeantOutside(Task task) {
        return switch (question.outside()) {
            case NONE -> false;
            case YOUNGER -> task.stack != null;
            case ALL -> task.stack != null || task instanceof ThreadTask;
        };
    }

    private boolean isUnfinished(Task task) {
        Object object = task.get();
        if (object == null) {
            return false;
        }
        if (task instanceof Pool pool) {
            // of a facade or a direct executor, which has no thread of its own, nobody expects a shutdown
            return !Pools.isShutdown(object)
                    && (!pool.handsOn || (pools != null && !pools.workers(pool).isEmpty()));
        }
        return switch (task.kind()) {
            case FUTURE -> isAwaited(task, object);
            case SCHEDULED_TASK -> !Endings.isTimeOut(object);
            default -> task.state() != Task.PENDING;
        };
    }

    private boolean isAwaited(Task task, Object future) {
        instruments.origins().resolve(task, options.depth(), options.capture());
        return Promises.isAwaited(task, future);
    }

    /**
     * Whether no test is to blame for a task. What comes out of a thing that is made once, or is kept by a library, is excused
     * with it. What a test framework or the JDK makes for itself is so only as long as none but these take part: the code of
     * a test that runs in there is the test's.
     */
    private boolean isExcused(List<Task> links) {
        boolean usersOwn = false;
        for (Task link : links) {
            Origin origin = origin(link);
            if (origin == null) {
                continue;
            }
            if (isKept(link, origin) || (!usersOwn && isMadeForItself(link, origin))) {
                return true;
            }
            usersOwn |= !origin.isJdkOnly() && !Harness.hasCreated(origin);
        }
        return false;
    }

    private @Nullable Origin origin(Task link) {
        Origin own = instruments.origins().resolve(link, options.depth(), options.capture());
        return own == null && Promises.origin(link) instanceof Origin shown ? shown : own;
    }

    private boolean isKept(Task link, Origin origin) {
        if (!kept.contains(link) && !origin.isOnce() && !Harness.isKept(origin) && !singletons.hold(link, origin)) {
            return false;
        }
        kept.add(link);
        return true;
    }

    private static boolean isMadeForItself(Task link, Origin origin) {
        boolean carrier = link instanceof Pool || link instanceof ThreadTask;
        return Harness.hasCreated(origin) || Harness.endsByItself(origin) || (!carrier && Harness.isOfJdk(origin));
    }
}
