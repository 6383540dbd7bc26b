/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.AgentOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of the registry: turns what probes recorded and what the JVM says of its threads into a {@link
 * Snapshot} of values. Not thread-safe: whoever runs the agent lets one scan follow another.
 */
public final class Scanner {
    /** Threads whose stack is read per look only to learn where they usually wait. */
    private static final int SAMPLES_PER_LOOK = 20;

    private static final int SAMPLES_PER_THREAD = 8;

    private final ThreadWatch watch = new ThreadWatch();
    private final OriginResolver origins;
    private final IdleRules idle;
    private final Clock clock;
    private long lastId;

    /**
     * Takes what it needs to know of the host.
     *
     * @param clock the wall time of snapshots
     * @param classes finds a loaded class of the host by its name
     * @param executors knows the names of executor classes outside the JDK
     */
    public Scanner(Clock clock, Function<String, @Nullable Class<?>> classes, Predicate<String> executors) {
        this.clock = clock;
        this.origins = new OriginResolver(executors);
        this.idle = new IdleRules(new ServiceLoops(classes));
    }

    /** A cheap look between two scans: notes which threads made progress, and where some of them wait. */
    public void look() {
        List<ThreadTask> threads = Census.threadsOnly();
        Map<ThreadTask, ThreadLook> looks = watch.look(threads);
        List<ThreadTask> sampled = new ArrayList<>();
        for (ThreadTask thread : threads) {
            ThreadLook look = looks.get(thread);
            ThreadNotes notes = ThreadWatch.notes(thread);
            if (look != null
                    && look.isWaiting()
                    && notes.frames == null
                    && notes.samples < SAMPLES_PER_THREAD
                    && sampled.size() < SAMPLES_PER_LOOK) {
                notes.samples++;
                sampled.add(thread);
            }
        }
        watch.readStacks(sampled);
    }

    /**
     * Every live task.
     *
     * @param completeStacks whether all stacks are read, or only those of threads stuck for longer than the threshold
     */
    public Snapshot scan(AgentOptions options, boolean completeStacks) {
        Instant at = clock.instant();
        Census census = new Census();
        Map<ThreadTask, ThreadLook> looks = lookClosely(census.threads, options, completeStacks);
        number(census.tasks);
        ScanContext context = new ScanContext(options, at, looks, census, idle, origins, this::numberOf);
        TrackedBuilder builder = new TrackedBuilder(context);
        Filter filter = new Filter(options);
        List<Tracked> tracked = new ArrayList<>();
        for (Task task : census.tasks) {
            resolveOrigins(task, options);
            Tracked row = isListed(task, options) && !isInternal(task) ? builder.build(task) : null;
            if (row != null && filter.accepts(task, row)) {
                tracked.add(row);
            }
        }
        tracked.sort(Comparator.comparingLong(Tracked::id));
        return new Snapshot(at, ProcessHandle.current().pid(), tracked);
    }

    private Map<ThreadTask, ThreadLook> lookClosely(
            Collection<ThreadTask> threads, AgentOptions options, boolean completeStacks) {
        Map<ThreadTask, ThreadLook> looks = watch.look(threads);
        long stuckSince = System.nanoTime() - options.threshold().toNanos();
        List<ThreadTask> unread = new ArrayList<>();
        looks.forEach((thread, look) -> {
            boolean suspect = look.since() - stuckSince <= 0 && !thread.idle;
            boolean read = ThreadWatch.notes(thread).frames != null;
            if (completeStacks ? !read || !look.isWaiting() : suspect && !read) {
                unread.add(thread);
            }
        });
        watch.readStacks(unread);
        List<ThreadTask> moved = unread.stream()
                .filter(thread -> ThreadWatch.notes(thread).frames == null)
                .toList();
        if (!moved.isEmpty()) {
            looks.putAll(watch.look(moved)); // they went on meanwhile
            watch.readStacks(moved);
        }
        Map<ThreadTask, ThreadLook> complete = new HashMap<>();
        looks.forEach((thread, look) -> {
            List<StackTraceElement> frames = ThreadWatch.notes(thread).frames;
            complete.put(thread, frames == null ? look : look.withFrames(frames));
        });
        return complete;
    }

    /** Those of its ancestors too, listed or not: a raw stack must not stay for longer than one interval. */
    private void resolveOrigins(Task task, AgentOptions options) {
        for (Task t = task; t != null; t = t.parent) {
            origins.resolve(t, options.depth(), options.capture());
        }
    }

    private static boolean isListed(Task task, AgentOptions options) {
        if (task instanceof ThreadTask thread && thread.hidden) {
            return false;
        }
        if (task instanceof Pool pool
                && (pool.hidden || !(pool.get() instanceof java.util.concurrent.ExecutorService))) {
            return false;
        }
        return options.kinds().contains(task.kind) || (task.kind == Kind.FORK_JOIN_TASK && options.forks());
    }

    /**
     * What the JVM's own threads make for themselves, at any remove, such as the pool of the JMX server and its tasks.
     */
    private static boolean isInternal(Task task) {
        for (Task t = task; t != null && t.stack instanceof Origin origin && origin.isJdkOnly(); t = t.parent) {
            if (t.parent instanceof ThreadTask creator && creator.hidden) {
                return true;
            }
        }
        return false;
    }

    private void number(List<Task> tasks) {
        for (Task task : tasks) {
            if (!(task instanceof ThreadTask thread && thread.hidden)) {
                numberOf(task);
            }
        }
    }

    /** The task's number; a creator gets a lower one than what it created. */
    private long numberOf(Task task) {
        if (task.id == 0) {
            Task parent = task.parent;
            if (parent != null && parent.id == 0 && !(parent instanceof ThreadTask thread && thread.hidden)) {
                numberOf(parent);
            }
            task.id = ++lastId;
        }
        return task.id;
    }
}
