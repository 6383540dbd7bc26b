/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Crew;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.OriginTally;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.WaitingOn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a wait to the task that holds or completes the object, to the one that task waits for, and so on, up to one that
 * waits for nobody, or to the cycle. From a task that is queued it goes on to the workers that could start it.
 */
final class WaitChain {
    /** Longer chains are of one kind, such as threads that join each other in a row. */
    private static final int LONGEST = 50;

    private static final int WORKERS_NAMED = 5;

    private final Snapshot snapshot;
    private final List<String> lines = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();

    WaitChain(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The lines about each task on the way; empty if no owner is known. */
    List<String> from(Tracked start) {
        seen.add(start.id());
        Tracked at = start;
        while (at != null) {
            at = step(at);
        }
        return lines;
    }

    /** Goes on to the task that this one waits for; null at the end. */
    private @Nullable Tracked step(Tracked at) {
        WaitingOn wait = at.waitingOn();
        if (wait == null || (wait.ownerTask() == 0 && wait.ownerName() == null)) {
            return null;
        }
        if (wait.ownerEnded()) {
            lines.add("held by" + TaskWords.named(wait.ownerName()) + ", which has ended");
            return null;
        }
        Tracked owner = snapshot.busy(wait.ownerTask());
        if (owner == null) {
            // it ended meanwhile, or is none of the tasks at hand
            lines.add("waiting for"
                    + (wait.ownerTask() == 0 ? "" : " task " + wait.ownerTask())
                    + TaskWords.named(wait.ownerName()));
            return null;
        }
        if (!seen.add(owner.id())) {
            String name = owner.name() == null ? " the task" : TaskWords.named(owner.name()) + ",";
            lines.add("waiting for" + name + " which is task " + owner.id() + " again: a cycle");
            return null;
        }
        if (seen.size() > LONGEST + 1) {
            lines.add("and so on: the chain has more than " + LONGEST + " tasks");
            return null;
        }
        lines.add("waiting for " + TaskWords.task(owner.id(), owner.name()) + " " + TaskWords.state(List.of(owner)));
        created(owner);
        Crew crew = snapshot.crewFor(owner.id());
        return crew == null ? owner : throughQueue(crew);
    }

    private void created(Tracked task) {
        Creation creation = task.createdBy();
        if (creation != null && !creation.frames().isEmpty()) {
            lines.add("  created by" + OriginTally.of(List.of(task)).mark() + " " + TaskWords.creator(creation) + " at "
                    + Frames.text(creation.frames().get(0)));
        }
    }

    /** Names the workers; if there is one, it is followed further. */
    private @Nullable Tracked throughQueue(Crew crew) {
        List<Tracked> workers = snapshot.busy(crew);
        if (workers.isEmpty()) {
            return null;
        }
        List<String> named = new ArrayList<>();
        for (Tracked worker : workers.subList(0, Math.min(workers.size(), WORKERS_NAMED))) {
            named.add(TaskWords.task(worker.id(), worker.name())
                    + (seen.contains(worker.id()) ? " again" : " " + TaskWords.state(List.of(worker))));
        }
        String more = workers.size() > WORKERS_NAMED ? " and " + (workers.size() - WORKERS_NAMED) + " more" : "";
        lines.add("to be started by " + TaskWords.count(workers.size(), "worker") + " of "
                + TaskWords.oneLine(crew.pool()) + ": " + String.join(", ", named) + more);
        Tracked only = workers.size() == 1 ? workers.get(0) : null;
        return only != null && seen.add(only.id()) ? only : null;
    }
}
