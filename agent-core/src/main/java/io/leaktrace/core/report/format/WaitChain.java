/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.WaitingOn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows a wait to the task that holds or completes the object, to the one that task waits for, and so on. */
final class WaitChain {
    /** Longer chains are of one kind, such as threads that join each other in a row. */
    private static final int LONGEST = 50;

    private final Map<Long, Tracked> tasks;

    WaitChain(Map<Long, Tracked> tasks) {
        this.tasks = tasks;
    }

    /** One line for each task on the way, up to the end of the chain or the cycle; empty if no owner is known. */
    List<String> from(Tracked start) {
        List<String> lines = new ArrayList<>();
        Set<Long> seen = new HashSet<>(Set.of(start.id()));
        WaitingOn wait = start.waitingOn();
        while (wait != null && (wait.ownerTask() != 0 || wait.ownerName() != null)) {
            Tracked owner = busy(tasks.get(wait.ownerTask()));
            if (owner == null) {
                // it ended meanwhile, or is none of the tasks at hand
                lines.add("waiting for"
                        + (wait.ownerTask() == 0 ? "" : " task " + wait.ownerTask())
                        + TaskWords.named(wait.ownerName()));
                return lines;
            }
            if (!seen.add(owner.id())) {
                String name = owner.name() == null ? " the task" : TaskWords.named(owner.name()) + ",";
                lines.add("waiting for" + name + " which is task " + owner.id() + " again: a cycle");
                return lines;
            }
            if (lines.size() == LONGEST) {
                lines.add("and so on: the chain has more than " + LONGEST + " tasks");
                return lines;
            }
            lines.add(
                    "waiting for " + TaskWords.task(owner.id(), owner.name()) + " " + TaskWords.state(List.of(owner)));
            wait = owner.waitingOn();
        }
        return lines;
    }

    /** A thread that carries a task owns things on behalf of that task. */
    private @Nullable Tracked busy(@Nullable Tracked owner) {
        Tracked carried = owner == null ? null : tasks.get(owner.runs());
        return carried == null ? owner : carried;
    }
}
