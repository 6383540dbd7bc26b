/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Crew;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom, among tasks that have been stuck for longer than the threshold. A waiting task waits for the one
 * that holds or completes the object; a queued one for any of its pool's workers, so it can hope as long as one of them
 * is not stuck. Made from one snapshot; for one thread.
 */
public final class WaitGraph {
    private static final Set<State> WAITS = Set.of(State.WAITING, State.TIMED_WAITING, State.BLOCKED, State.IO);

    private final Snapshot snapshot;
    private final long thresholdMillis;
    private final Map<Crew, Boolean> stuckCrews = new IdentityHashMap<>();
    private @Nullable List<List<Tracked>> knots;

    /** The graph of this snapshot. */
    public WaitGraph(Snapshot snapshot, Duration threshold) {
        this.snapshot = snapshot;
        this.thresholdMillis = threshold.toMillis();
    }

    /** What it was made from. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Whether something has lasted for longer than the threshold. */
    public boolean isLong(Tracked task) {
        return task.blockedForMillis() >= thresholdMillis;
    }

    /** Whether a task waits in one place for longer than the threshold. */
    public boolean isStuck(Tracked task) {
        return WAITS.contains(task.state()) && task.waitName() != null && !task.isCarrier() && isLong(task);
    }

    /** The crew that could start this task if not all of its workers were stuck themselves; null if one is not. */
    public @Nullable Crew stuckCrew(Tracked task) {
        Crew crew = task.state() == State.QUEUED && isLong(task) ? snapshot.crewFor(task.id()) : null;
        return crew != null && stuckCrews.computeIfAbsent(crew, this::isStuck) ? crew : null;
    }

    private boolean isStuck(Crew crew) {
        for (long worker : crew.workers()) {
            Tracked busy = snapshot.busy(worker);
            if (busy == null || !isStuck(busy)) {
                return false;
            }
        }
        return !crew.workers().isEmpty();
    }

    /**
     * Sets of tasks that wait for each other in a circle, each of which can go on only if another one of its set does:
     * the strongly connected parts of what remains when every task is taken away that waits for one which may go on
     * (Tarjan, SIAM Journal on Computing 1972). Each by ascending id, queued tasks included.
     */
    public List<List<Tracked>> knots() {
        if (knots == null) {
            knots = findKnots();
        }
        return knots;
    }

    private List<List<Tracked>> findKnots() {
        Map<Long, List<Long>> waitsFor = new TreeMap<>();
        for (Tracked task : snapshot.tasks()) {
            List<Long> next = next(task);
            if (!next.isEmpty()) {
                waitsFor.put(task.id(), next);
            }
        }
        boolean removed;
        do {
            removed = waitsFor.values().removeIf(next -> !waitsFor.keySet().containsAll(next));
        } while (removed);
        return new Components(waitsFor).cycles();
    }

    /** Those a stuck task waits for, all of which would have to stay stuck for it to stay so; empty if unknown. */
    private List<Long> next(Tracked task) {
        if (isStuck(task)) {
            Tracked owner = snapshot.waitedForBy(task);
            return owner == null || (owner.id() == task.id()) ? List.of() : List.of(owner.id());
        }
        Crew crew = stuckCrew(task);
        if (crew == null) {
            return List.of();
        }
        return snapshot.busy(crew).stream().map(Tracked::id).toList();
    }

    /** Tarjan's algorithm, with a stack of its own instead of a recursion: chains may be long. */
    private final class Components {
        private final Map<Long, List<Long>> edges;
        private final Map<Long, Integer> order = new HashMap<>();
        private final Map<Long, Integer> low = new HashMap<>();
        private final Deque<Long> open = new ArrayDeque<>();
        private final Set<Long> isOpen = new HashSet<>();
        private final List<List<Tracked>> found = new ArrayList<>();

        Components(Map<Long, List<Long>> edges) {
            this.edges = edges;
        }

        List<List<Tracked>> cycles() {
            for (Long start : edges.keySet()) {
                if (!order.containsKey(start)) {
                    visit(start);
                }
            }
            return found;
        }

        private void visit(Long start) {
            Deque<Long> path = new ArrayDeque<>();
            Map<Long, Integer> position = new HashMap<>();
            enter(start, path);
            while (!path.isEmpty()) {
                Long at = path.peek();
                List<Long> next = edges.getOrDefault(at, List.of());
                int i = position.merge(at, 1, Integer::sum) - 1;
                if (i < next.size()) {
                    Long to = next.get(i);
                    if (!order.containsKey(to)) {
                        enter(to, path);
                    } else if (isOpen.contains(to)) {
                        low.merge(at, order.get(to), Math::min);
                    }
                } else {
                    path.pop();
                    if (!path.isEmpty()) {
                        low.merge(path.peek(), low.get(at), Math::min);
                    }
                    close(at);
                }
            }
        }

        private void enter(Long task, Deque<Long> path) {
            order.put(task, order.size());
            low.put(task, order.get(task));
            open.push(task);
            isOpen.add(task);
            path.push(task);
        }

        private void close(Long root) {
            if (!low.get(root).equals(order.get(root))) {
                return;
            }
            List<Tracked> members = new ArrayList<>();
            Long member;
            do {
                member = open.pop();
                isOpen.remove(member);
                Tracked task = snapshot.task(member);
                if (task != null) {
                    members.add(task);
                }
            } while (!member.equals(root));
            if (members.size() > 1) {
                members.sort((one, other) -> Long.compare(one.id(), other.id()));
                found.add(members);
            }
        }
    }
}
