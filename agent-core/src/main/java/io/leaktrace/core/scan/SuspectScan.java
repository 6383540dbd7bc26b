/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Budget;
import io.leaktrace.bootstrap.Pool;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Clues;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.scan.ThreadStates.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan for what may be stuck. Its cost follows what is old, not what is alive: of everything else it reads a few
 * fields and counts it. Rows, numbers and stacks are for tasks that may be in a finding, those they wait for, and those
 * that were stuck in the regular scan before. One instance per scan.
 */
final class SuspectScan {
    private final Instruments instruments;
    private final ScanContext context;
    private final Listing listing;
    private final Tally tally = new Tally();
    private final Census census = new Census();
    private final Survey survey;
    private final Selection selection = new Selection();
    private final List<Task> stuck = new ArrayList<>();

    SuspectScan(Instruments instruments, AgentOptions options) {
        this.instruments = instruments;
        this.context = ScanContext.begin(instruments, options);
        this.listing = context.listing();
        this.survey = new Survey(context, listing, tally, census);
    }

    /**
     * Does it.
     *
     * @param regular whether the next regular scan is to tell how it went on with what is found here
     */
    Snapshot run(boolean regular) {
        long captured = Budget.exact();
        context.carriers().threads().forEach(survey::platform);
        Bridge.forEach(survey);
        Bridge.stacksResolved(captured);
        learn();
        pickStuck();
        pickQueued();
        for (Pool pool : context.carriers().pools()) {
            survey.pool(pool);
        }
        survey.awaited.forEach(selection::pick);
        List<Census.Grown> grown = census.grown(instruments.sizes(), context.moment(), regular, listing);
        grown.forEach(site -> site.samples().forEach(selection::add));
        List<List<Task>> unclosed = new Unclosed(context, listing).lots();
        unclosed.forEach(lot -> lot.forEach(selection::add));
        Crews crews = new Crews(context);
        List<Tracked> rows = rows(regular, crews);
        Clues clues = new Clues(
                crews.all(),
                grown.stream().map(Census.Grown::growth).toList(),
                unclosed.stream().map(SuspectScan::ids).toList(),
                instruments.losses().told(context, listing, regular));
        return new Snapshot(context.moment().at(), ProcessHandle.current().pid(), rows, tally.counts(), clues);
    }

    private static List<Long> ids(List<Task> tasks) {
        return tasks.stream().map(task -> (long) task.id).sorted().toList();
    }

    private void learn() {
        for (ThreadTask thread : survey.samples) {
            if (thread.get() instanceof Thread alive) {
                instruments.virtual().read(thread, alive, context.moment(), true);
                ThreadWatch.notes(thread).samples++;
            }
        }
    }

    private void pickStuck() {
        StackSampling sampling = new StackSampling(context.moment().stuckSince());
        survey.suspects.forEach(sampling::add);
        sampling.conclude(this::read, context.states(), this::conclude);
        Starters starters = Starters.among(context.carriers().threads());
        for (Task task : stuck) {
            if (!(task instanceof ThreadTask thread) || !starters.mayWaitForTheEnd(thread, context.standings())) {
                selection.pick(task);
            }
        }
    }

    private void conclude(Suspect suspect, Verdict judged) {
        ThreadTask thread = suspect.thread();
        Verdict verdict =
                isLeftOver(thread, judged) ? judged.notIdle(suspect.look().state()) : judged;
        survey.count(thread, verdict);
        if (verdict.isStuck()) {
            context.standings().conclude(suspect.withMonitor(), verdict);
            Task waiting = thread.innermost();
            if (listing.shows(waiting)) {
                stuck.add(waiting);
            }
        }
    }

    /** Whether a loop waits for work that nobody will give it, because its application was taken down. */
    private static boolean isLeftOver(ThreadTask thread, Verdict judged) {
        Object object = thread.get();
        return judged.state() == State.IDLE
                && object != null
                && Pools.of(thread) == null
                && !Unclosed.tellsOf(object)
                && ThreadFields.isLeftOver(object);
    }

    private List<Suspect> read(List<Suspect> chosen) {
        List<ThreadTask> platform = new ArrayList<>();
        List<Suspect> read = new ArrayList<>();
        for (Suspect suspect : chosen) {
            ThreadTask thread = suspect.thread();
            if (!thread.virtual) {
                platform.add(thread);
            } else if (thread.get() instanceof Thread alive) {
                ThreadLook look = instruments.virtual().read(thread, alive, context.moment(), true);
                read.add(new Suspect(thread, look == null ? VirtualWatch.look(thread, alive, context.moment()) : look));
            }
        }
        instruments.platform().read(platform);
        for (ThreadTask thread : platform) {
            ThreadLook look = ThreadWatch.lastLook(thread);
            if (look != null) {
                read.add(new Suspect(thread, look));
            }
        }
        return read;
    }

    private void pickQueued() {
        TrackedBuilder builder = new TrackedBuilder(context);
        Queues queues = new Queues(context, survey.submitting, instruments.losses());
        for (Task task : survey.waiting) {
            if (!queues.ends(task)) {
                survey.count(task, State.QUEUED);
                if (builder.tellsQueued(task)) {
                    selection.pick(task);
                }
            }
        }
    }

    private List<Tracked> rows(boolean regular, Crews crews) {
        TrackedBuilder builder = new TrackedBuilder(context);
        Remembered remembered = instruments.remembered();
        remembered.tasks().forEach(selection::add);
        selection.addOwners(builder, context.pools(), listing);
        instruments.suspects().clear();
        List<Tracked> rows = Rows.of(selection.tasks(), instruments.numbers(), builder, (task, row) -> {
            instruments.suspects().note(task);
            crews.note(task);
            if (regular) {
                remembered.note(task, row, selection.isPicked(task));
            }
        });
        if (regular) {
            remembered.turn();
        }
        return rows;
    }
}
