/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.OriginTally;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.WaitingOn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints blocks of tasks as in goroutine dumps: who it is, what it does, what it waits for, who created it. */
final class TaskBlock {
    private static final int OTHERS_NAMED = 5;

    private final StringBuilder out;
    private final Snapshot snapshot;

    /** Prints to {@code out}, every line with its end; the snapshot has the tasks that waits may lead to. */
    TaskBlock(StringBuilder out, Snapshot snapshot) {
        this.out = out;
        this.snapshot = snapshot;
    }

    void print(TaskGroup group) {
        Tracked sample = group.sample();
        header(group);
        others(group.tasks());
        if (sample.isCarrier()) {
            runs(group.tasks());
        } else {
            frames(sample.frames());
        }
        waitingOn(group.tasks());
        createdBy(group.tasks());
        ancestors(sample.ancestors());
    }

    /** A task that starts its successor, and so on, has the same ancestor many times: that is one line. */
    private void ancestors(List<Creation> ancestors) {
        int next;
        for (int i = 0; i < ancestors.size(); i = next) {
            Creation ancestor = ancestors.get(i);
            next = i + 1;
            while (next < ancestors.size() && ancestors.get(next).isLike(ancestor)) {
                next++;
            }
            long of = ancestor.representativeOf();
            out.append("originating from")
                    .append(of == 0 ? "" : OriginTally.mark(of))
                    .append(' ')
                    .append(TaskWords.creator(ancestor));
            if (next - i > 1) {
                out.append(" and ").append(next - i - 1).append(" before it");
            }
            stack(ancestor);
        }
    }

    private void header(TaskGroup group) {
        Tracked sample = group.sample();
        out.append(TaskWords.task(sample.id(), sample.name()))
                .append(' ')
                .append(sample.kind().label());
        if (group.tasks().size() > 1) {
            out.append(" ×").append(group.tasks().size());
        }
        out.append(' ').append(TaskWords.state(group.tasks()));
        Map<String, String> labels = sharedLabels(group.tasks());
        if (!labels.isEmpty()) {
            List<String> words = new ArrayList<>();
            labels.forEach((key, value) -> words.add(TaskWords.oneLine(key + ": " + value)));
            out.append(" {").append(String.join(", ", words)).append('}');
        }
        out.append(":\n");
    }

    /** A label that is not the same for all would be a lie about the others. */
    private static Map<String, String> sharedLabels(List<Tracked> group) {
        Map<String, String> shared = new LinkedHashMap<>(group.get(0).labels());
        for (Tracked task : group) {
            shared.entrySet()
                    .removeIf(label -> !label.getValue().equals(task.labels().get(label.getKey())));
        }
        return shared;
    }

    private void others(List<Tracked> group) {
        if (group.size() == 1) {
            return;
        }
        List<String> named = new ArrayList<>();
        for (Tracked task : group.subList(1, Math.min(group.size(), 1 + OTHERS_NAMED))) {
            named.add(task.id() + TaskWords.named(task.name()));
        }
        line("also task ", named, group.size() - 1);
    }

    private void runs(List<Tracked> group) {
        List<String> named = new ArrayList<>();
        for (Tracked task : group.subList(0, Math.min(group.size(), 1 + OTHERS_NAMED))) {
            named.add(Long.toString(task.runs()));
        }
        line(group.get(0).state() == State.QUEUED ? "carries task " : "runs task ", named, group.size());
    }

    private void line(String start, List<String> named, int total) {
        out.append('\t').append(start).append(String.join(", ", named));
        if (total > named.size()) {
            out.append(" and ").append(total - named.size()).append(" more");
        }
        out.append('\n');
    }

    private void waitingOn(List<Tracked> group) {
        WaitingOn object = group.get(0).waitingOn();
        if (object == null || group.get(0).isCarrier()) {
            return;
        }
        Set<String> objects = new LinkedHashSet<>();
        for (Tracked task : group) {
            if (task.waitingOn() != null) {
                objects.add(
                        task.waitingOn().className() + "@" + task.waitingOn().identity());
            }
        }
        out.append("\twaiting on ").append(objects.iterator().next());
        if (objects.size() > 1) {
            out.append(" and ").append(TaskWords.count(objects.size() - 1, "other object"));
        }
        out.append('\n');
        new WaitChain(snapshot)
                .from(group.get(0))
                .forEach(step -> out.append('\t').append(step).append('\n'));
    }

    private void createdBy(List<Tracked> group) {
        Creation creation = group.get(0).createdBy();
        if (creation == null) {
            out.append("created before LeakTrace was attached\n");
            return;
        }
        boolean unknown = creation.taskId() == 0 && creation.threadName() == null;
        String mark = OriginTally.of(group).mark();
        out.append("created by").append(mark);
        if (mark.isEmpty() || !unknown) {
            out.append(' ').append(TaskWords.creator(creation));
        }
        Set<String> creators = new LinkedHashSet<>();
        List<Long> agesMillis = new ArrayList<>();
        for (Tracked task : group) {
            Creation other = task.createdBy();
            if (other != null) {
                creators.add(TaskWords.creator(other));
                agesMillis.add(
                        Math.max(0, snapshot.at().toEpochMilli() - other.at().toEpochMilli()));
            }
        }
        if (creators.size() > 1) {
            out.append(" and ").append(TaskWords.count(creators.size() - 1, "other"));
        }
        out.append(", ").append(TaskWords.range(agesMillis)).append(" ago");
        stack(creation);
    }

    /** The end of a line that names a creator, and the frames below it. */
    private void stack(Creation creation) {
        if (!creation.isCaptured()) {
            out.append(", stack ").append(Creation.NOT_CAPTURED);
        }
        out.append(creation.frames().isEmpty() ? "\n" : ":\n");
        frames(creation.frames());
    }

    private void frames(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            out.append("\tat ").append(Frames.text(frame)).append('\n');
        }
    }
}
