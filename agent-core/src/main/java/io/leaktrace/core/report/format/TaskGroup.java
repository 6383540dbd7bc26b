/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are printed as one block: same kind, state, wait, current stack and origin stack, which is the own one of
 * each, or the representative of all, or was captured for none.
 *
 * @param tasks by ascending id; not empty
 */
public record TaskGroup(List<Tracked> tasks) {
    private static final Comparator<TaskGroup> MOST_SUSPICIOUS_FIRST = Comparator.<TaskGroup>comparingInt(
                    TaskGroup::rank)
            .thenComparing(
                    Comparator.comparingLong(TaskGroup::longestBlockedMillis).reversed())
            .thenComparingLong(group -> group.sample().id());

    public TaskGroup {
        tasks = List.copyOf(tasks);
    }

    /** Groups tasks given by ascending id; most suspicious first, carriers after the task they run. */
    public static List<TaskGroup> of(List<Tracked> tasks) {
        Map<Key, List<Tracked>> byKey = new LinkedHashMap<>();
        for (Tracked task : tasks) {
            byKey.computeIfAbsent(Key.of(task), key -> new ArrayList<>(1)).add(task);
        }
        List<TaskGroup> groups = new ArrayList<>(byKey.size());
        for (List<Tracked> members : byKey.values()) {
            groups.add(new TaskGroup(members));
        }
        groups.sort(MOST_SUSPICIOUS_FIRST);
        return carriersAfterTheirTasks(groups);
    }

    /** The task whose details stand for all: the oldest. */
    public Tracked sample() {
        return tasks.get(0);
    }

    long longestBlockedMillis() {
        return tasks.stream().mapToLong(Tracked::blockedForMillis).max().orElse(-1);
    }

    private int rank() {
        return switch (sample().state()) {
            case BLOCKED, WAITING, TIMED_WAITING, IO, QUEUED, PENDING -> 0;
            case RUNNING -> 1;
            case IDLE -> 2;
        };
    }

    private static List<TaskGroup> carriersAfterTheirTasks(List<TaskGroup> groups) {
        Map<Long, TaskGroup> groupOfTask = new LinkedHashMap<>();
        for (TaskGroup group : groups) {
            if (!group.sample().isCarrier()) {
                group.tasks().forEach(task -> groupOfTask.put(task.id(), group));
            }
        }
        Map<TaskGroup, List<TaskGroup>> carriers = new IdentityHashMap<>();
        List<TaskGroup> leading = new ArrayList<>(groups.size());
        for (TaskGroup group : groups) {
            TaskGroup carried = groupOfTask.get(group.sample().runs());
            if (carried == null) {
                leading.add(group);
            } else {
                carriers.computeIfAbsent(carried, key -> new ArrayList<>(1)).add(group);
            }
        }
        List<TaskGroup> ordered = new ArrayList<>(groups.size());
        for (TaskGroup group : leading) {
            ordered.add(group);
            ordered.addAll(carriers.getOrDefault(group, List.of()));
        }
        return ordered;
    }

    private record Key(
            Kind kind,
            State state,
            @Nullable String waitName,
            boolean carrier,
            List<StackTraceElement> frames,
            Creation.@Nullable Exactness exactness,
            @Nullable List<StackTraceElement> origin,
            @Nullable String pool) {
        static Key of(Tracked task) {
            Creation creation = task.createdBy();
            boolean captured = creation == null || creation.isCaptured();
            return new Key(
                    task.kind(),
                    task.state(),
                    task.waitName(),
                    task.isCarrier(),
                    task.frames(),
                    creation == null ? null : creation.exactness(),
                    creation == null ? null : creation.frames(),
                    // without a stack, the pool is all that tells where such tasks come from
                    captured ? null : task.pool());
        }
    }
}
