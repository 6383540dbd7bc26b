/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The entry of a future, with those of the futures that are to be completed when it is: one node of a graph, whose sources
 * are {@link Promise}s and whose other nodes are {@link Dependent}s.
 *
 * <p>Any host thread adds dependents, by a compare-and-set; whoever ends the entry closes the list, so that none stays
 * behind in the table of {@link Dependents}.
 */
abstract class FutureEntry extends TableTask {
    private static final AtomicReferenceFieldUpdater<FutureEntry, Edge> DEPENDENTS =
            AtomicReferenceFieldUpdater.newUpdater(FutureEntry.class, Edge.class, "dependents");

    /** All there is of a closed list. */
    private static final Edge CLOSED_LIST = new Edge(null, null);

    /** One dependent, and the others. */
    private static final class Edge {
        final Dependent dependent;
        final Edge next;

        Edge(Dependent dependent, Edge next) {
            this.dependent = dependent;
            this.next = next;
        }
    }

    private volatile Edge dependents;

    FutureEntry(Object future, Task parent, String creatorName, Object stack, long now) {
        super(future, Kind.FUTURE, PENDING, false, parent, creatorName, stack, now);
    }

    /** Notes who depends on it; false if it is over. */
    final boolean add(Dependent dependent) {
        for (; ; ) {
            Edge first = dependents;
            if (first == CLOSED_LIST) {
                return false;
            }
            if (DEPENDENTS.compareAndSet(this, first, new Edge(dependent, first))) {
                return true;
            }
        }
    }

    /** Lets go of its dependents, and of theirs if these have no other source. No recursion: chains may be long. */
    final void release() {
        Deque<FutureEntry> over = new ArrayDeque<>(4);
        for (FutureEntry entry = this; entry != null; entry = over.poll()) {
            for (Edge edge = DEPENDENTS.getAndSet(entry, CLOSED_LIST);
                    edge != null && edge != CLOSED_LIST;
                    edge = edge.next) {
                if (edge.dependent.losesSource()) {
                    Dependents.remove(edge.dependent);
                    over.add(edge.dependent);
                }
            }
        }
    }

    /** Nobody depends on it any more, though it goes on: all who did were completed in another way. */
    final void answerAll() {
        for (Edge edge = dependents; edge != null && edge != CLOSED_LIST; edge = edge.next) {
            edge.dependent.answer();
        }
    }

    /**
     * How many futures at the ends of chains that begin here nobody has answered, neither them nor any in between. What is in
     * between was made to get there, and says nothing of its own.
     */
    final int missing() {
        int missing = 0;
        Set<FutureEntry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<FutureEntry> open = new ArrayDeque<>();
        for (FutureEntry entry = this; entry != null; entry = open.poll()) {
            for (Edge edge = entry.dependents; edge != null && edge != CLOSED_LIST; edge = edge.next) {
                Dependent dependent = edge.dependent;
                if (!dependent.isAnswered() && seen.add(dependent)) {
                    missing += dependent.isLast() ? 1 : 0;
                    open.add(dependent);
                }
            }
        }
        return missing;
    }

    /** Whether it is known of nobody that they depend on it. */
    final boolean isLast() {
        return dependents == null;
    }
}
