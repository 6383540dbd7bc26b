/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Gap;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.option.AgentOptions;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tasks users get to see, and on the way resolves the origins of all, seen or not: a raw stack must not
 * stay for longer than one interval. Asked of every task in every scan, so it remembers what it said of the one before:
 * most come from few sites. One instance per scan.
 */
final class Listing {
    private final AgentOptions options;
    private final OriginResolver origins;
    private final Predicate<Task> filter;
    private final boolean filters;
    private final int kinds;
    private final Map<Object, Map<Class<?>, Boolean>> accepted = new IdentityHashMap<>();

    private @Nullable Object lastOrigin;
    private @Nullable Task lastParent;

    /** The filter is {@code include} and {@code exclude}; what it says holds for all tasks of one origin and class. */
    Listing(AgentOptions options, OriginResolver origins, Predicate<Task> filter) {
        this.options = options;
        this.origins = origins;
        this.filter = filter;
        this.filters = !options.include().isEmpty() || !options.exclude().isEmpty();
        int mask = options.forks() ? 1 << Kind.FORK_JOIN_TASK.ordinal() : 0;
        for (Kind kind : options.kinds()) {
            mask |= 1 << kind.ordinal();
        }
        this.kinds = mask;
    }

    /** Whether a task is shown; resolves its origin in any case. */
    boolean shows(Task task) {
        return offers(task) && (!filters || passes(task));
    }

    /** The same without regard to {@code include} and {@code exclude}. */
    boolean offers(Task task) {
        Object origin = task.stack;
        if (origin instanceof Throwable) {
            origin = origins.resolve(task, options.depth(), options.capture());
        }
        Task parent = task.creator();
        if (parent != lastParent) {
            resolve(parent);
            lastParent = parent;
        }
        if ((kinds >> task.kind().ordinal() & 1) == 0 || isHidden(task) || isPlumbing(origin)) {
            return false;
        }
        if (origin != lastOrigin || origin == null) {
            if (isInternal(task)) {
                return false;
            }
            lastOrigin = isOfJdk(origin) ? null : origin; // else it depends on its creators
        }
        return true;
    }

    private static boolean isPlumbing(@Nullable Object origin) {
        Object known = origin instanceof Gap gap ? gap.representative() : origin;
        return known instanceof Origin of && of.plumbing();
    }

    /** The origins of ancestors too: those that have ended are met only here. */
    private void resolve(@Nullable Task ancestor) {
        for (Task t = ancestor; t != null; t = t.creator()) {
            if (t.stack instanceof Throwable) {
                origins.resolve(t, options.depth(), options.capture());
            }
        }
    }

    private static boolean isHidden(Task task) {
        if (task instanceof ThreadTask thread) {
            return thread.hidden;
        }
        return task instanceof Pool pool && (pool.hidden || !isPool(pool.get()) || isUnseen(pool));
    }

    private static boolean isPool(@Nullable Object executor) {
        return executor instanceof ExecutorService;
    }

    /**
     * Whether its constructor is none of those that say who creates a pool, so that it would seem older than LeakTrace:
     * a facade that implements the interface.
     */
    private static boolean isUnseen(Pool pool) {
        return pool.stack == null && pool.handsOn && !(pool.get() instanceof AbstractExecutorService);
    }

    /**
     * What the JVM's own threads make for themselves, at any remove, such as the pool of the JMX server and its tasks.
     */
    private static boolean isInternal(Task task) {
        for (Task t = task; t != null && isOfJdk(t.stack); t = t.creator()) {
            if (t.creator() instanceof ThreadTask creator && creator.hidden) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfJdk(@Nullable Object stack) {
        return stack instanceof Origin origin && origin.isJdkOnly();
    }

    private boolean passes(Task task) {
        Object object = task.subject();
        if (object == null || task.stack == null) {
            return filter.test(task);
        }
        return accepted.computeIfAbsent(task.stack, key -> new HashMap<>())
                .computeIfAbsent(object.getClass(), key -> filter.test(task));
    }
}
