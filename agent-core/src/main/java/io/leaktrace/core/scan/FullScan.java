/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Budget;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Clues;
import io.leaktrace.core.model.Counts;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.AgentOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A scan of every live task with its stack, as a dump shows them, or of some of them. One instance per scan. */
final class FullScan {
    private final Instruments instruments;
    private final ScanContext context;
    private final Listing listing;
    private final List<Task> tasks = new ArrayList<>();
    private final List<ThreadTask> virtual = new ArrayList<>();
    private final List<ThreadTask> submitting = new ArrayList<>();
    private final Set<Task> running = Collections.newSetFromMap(new IdentityHashMap<>());

    FullScan(Instruments instruments, AgentOptions options) {
        this.instruments = instruments;
        this.context = ScanContext.begin(instruments, options);
        this.listing = context.listing();
    }

    /** The pools of this scan; their workers on virtual threads are known once it runs. */
    Pools pools() {
        return context.pools();
    }

    /** Does it, for all tasks. */
    Snapshot run() {
        long captured = Budget.exact();
        Snapshot everything = run(task -> true, false);
        Bridge.stacksResolved(captured);
        return everything;
    }

    /** Does it, for the tasks that are wanted; without those that left their queue this very moment, if one may ask again. */
    Snapshot run(Predicate<Task> wanted, boolean again) {
        Carriers carriers = context.carriers();
        tasks.addAll(carriers.threads());
        tasks.addAll(carriers.pools());
        Bridge.forEach(this::meet);
        carriers.threads().forEach(this::meetTasksOf);
        virtual.forEach(this::meetTasksOf);
        tasks.forEach(context.pools()::noteQueued);
        tasks.removeIf(wanted.negate());
        Set<ThreadTask> read = runners();
        readPlatform(carriers.threads().stream().filter(read::contains).toList());
        virtual.stream().filter(read::contains).forEach(this::readVirtual);
        Queues queues = new Queues(context, submitting, instruments.losses());
        tasks.removeIf(task -> !listing.shows(task) || queues.ends(task) || (again && queues.isGone(task)));
        Crews crews = new Crews(context);
        List<Tracked> rows = Rows.of(tasks, instruments.numbers(), new TrackedBuilder(context), (task, row) -> {});
        crews.noteAwaited(tasks, rows);
        return new Snapshot(
                context.moment().at(),
                ProcessHandle.current().pid(),
                rows,
                Counts.of(rows),
                new Clues(crews.all(), List.of(), List.of(), List.of()));
    }

    /** The threads whose stacks are the stacks of tasks. */
    private Set<ThreadTask> runners() {
        Set<ThreadTask> runners = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Task task : tasks) {
            ThreadTask runner = task instanceof ThreadTask thread ? thread : task.runner;
            if (runner != null) {
                runners.add(runner);
            }
        }
        return runners;
    }

    private void meet(Task task) {
        if (task.state() == Task.ENDED) {
            return;
        }
        switch (task.kind()) {
            case THREAD, POOL -> {}
            case VIRTUAL_THREAD -> {
                if (Carriers.isAlive((ThreadTask) task)) {
                    virtual.add((ThreadTask) task);
                    tasks.add(task);
                }
            }
            default -> {
                if (task.state() != Task.RUNNING || running.add(task)) {
                    tasks.add(task);
                }
            }
        }
    }

    /** A further submission of one object is in no table while it runs: it is found only here. */
    private void meetTasksOf(ThreadTask thread) {
        for (Task task = thread.current; task != null; task = task.outer) {
            if (task.state() == Task.RUNNING && running.add(task)) {
                tasks.add(task);
            }
        }
        if (thread.isSubmitting()) {
            submitting.add(thread);
        }
        if (thread.virtual && thread.workerOf != null) {
            context.pools().add(thread);
        }
    }

    private void readPlatform(List<ThreadTask> threads) {
        List<ThreadTask> unread = new ArrayList<>();
        for (ThreadTask thread : threads) {
            ThreadLook look = ThreadWatch.lastLook(thread);
            if (look != null && (!look.isRead() || !look.isWaiting())) {
                unread.add(thread);
            }
        }
        instruments.platform().read(unread);
    }

    private void readVirtual(ThreadTask thread) {
        if (thread.get() instanceof Thread alive) {
            ThreadLook look = instruments.virtual().read(thread, alive, context.moment(), false);
            if (look == null) {
                look = instruments.virtual().read(thread, alive, context.moment(), false); // it went on meanwhile
            }
            if (look != null) {
                context.standings()
                        .conclude(
                                new Suspect(thread, look).withMonitor(),
                                context.states().of(thread, look));
            }
        }
    }
}
