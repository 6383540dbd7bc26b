/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A concurrent, weak, identity hash table of {@link Task}s. Host threads add, look up and remove without locks; one
 * thread of ours, the reclaimer, cleans and resizes.
 *
 * <p><b>Algorithm.</b> A bucket is a linked list. Host threads push at its head with a compare-and-set. An entry ends
 * by its state alone; whoever ends it pops it from its bucket if it is the head, which is nearly always so: then it is
 * garbage at once, young enough to cost the collector nothing. Whoever changes a head leaves out the entries behind it
 * that have ended meanwhile. What is left even so, {@link #sweep()} unlinks later. Only the
 * reclaimer writes the link of an entry that is in a list, so it needs no lock against itself, and host threads that
 * walk past an unlinked or popped entry still follow its old link to the rest of the bucket.
 *
 * <p><b>Popping against the reclaimer.</b> A pop reads the link of the head and swaps it in; if the reclaimer unlinks
 * the second entry between the two, or hangs the rest onto an entry that was popped, an entry that has ended stays in
 * the list (never one that is alive falls out), and the next sweep meets it again. Links lead from younger entries to
 * older ones, so that one which somebody keeps keeps no more than was in its bucket when it came.
 *
 * <p><b>Growing.</b> The reclaimer replaces each head by a {@link Moved} marker that keeps the old list readable, then
 * pushes its live entries onto the next table. Each entry has two links, for tables of even and odd generation, so that
 * the old list stays whole while the new one is built. A thread that meets a marker pushes to the next table, and looks
 * up in the next table and then in the old list.
 *
 * <p><b>The same object again.</b> A Runnable without captured state is one object however often it is submitted. Its
 * first entry is the anchor; later submissions wait in one of the anchor's {@link Line}s, one for each pool, so that a
 * million of them do not make one bucket long. A push fails if another came first, and then searches again, so an
 * object has one anchor that takes submissions: whoever looks for a queued submission and finds none may be sure of it,
 * which two places to look in would not allow.
 *
 * <p><b>Invariants.</b> An entry pushed before a lookup begins is found by it, unless it has ended. An anchor is closed
 * when it ends without lines, before it is popped, so no submission is added to an entry that leaves the list; an
 * anchor with lines stays until its object is collected, and then nobody can submit that object again.
 *
 * <p><b>Looking up while the table is replaced.</b> The old list stays whole until the new table is in place; later, a sweep
 * cuts it. A thread that slept in the middle of it then misses what was behind. So whoever finds nothing looks whether
 * the table is still the one that the search began with, and else begins again.
 */
final class IdentityTable {
    private static final int LAST_SIZE = 1 << 22;
    private static final int HASH_FACTOR = 0x9E3779B9;

    /** Counts what has ended and is still linked. */
    private final LongAdder left;

    private volatile Buckets newest;

    /** @param left counts, for whoever ends entries and sweeps, what has ended and is still linked */
    IdentityTable(int size, LongAdder left) {
        this.left = left;
        this.newest = new Buckets(size, false);
    }

    /** One generation; a bucket holds a TableTask, null, or a {@link Moved}. */
    private static final class Buckets {
        final AtomicReferenceArray<Object> heads;
        final boolean odd;
        volatile Buckets next;

        Buckets(int size, boolean odd) {
            this.heads = new AtomicReferenceArray<>(size);
            this.odd = odd;
        }

        int index(int hash) {
            return (hash ^ (hash >>> 15)) & (heads.length() - 1);
        }
    }

    /** Left in a bucket whose entries are found in the next table. */
    private static final class Moved {
        final TableTask list;

        Moved(TableTask list) {
            this.list = list;
        }
    }

    int size() {
        return newest.heads.length();
    }

    /**
     * What an object is found by: of most the identity hash, which the JVM makes up when it is first asked, by a call
     * that takes longer than all the rest of it; so of virtual threads, which come in millions, it is the number.
     */
    static int hash(Object object) {
        return Current.isVirtual(object)
                ? (int) ((Thread) object).getId() * HASH_FACTOR
                : System.identityHashCode(object);
    }

    void add(TableTask task) {
        task.hash = hash(task.get());
        push(newest, task);
    }

    private void push(Buckets start, TableTask task) {
        Buckets buckets = start;
        for (; ; ) {
            int i = buckets.index(task.hash);
            Object head = buckets.heads.get(i);
            if (head instanceof Moved) {
                buckets = buckets.next;
            } else {
                if (pushOnto(buckets, i, (TableTask) head, task)) {
                    return;
                }
            }
        }
    }

    /** Puts an entry in front of this head, and lets those go that have ended there. */
    private boolean pushOnto(Buckets buckets, int i, TableTask head, TableTask task) {
        task.setNext(buckets.odd, afterEnded(head, buckets.odd));
        if (!buckets.heads.compareAndSet(i, head, task)) {
            return false;
        }
        countDropped(head, task.next(buckets.odd), buckets.odd);
        return true;
    }

    private static TableTask afterEnded(TableTask first, boolean odd) {
        TableTask t = first;
        while (t != null && t.state() == Task.ENDED && t.again == Task.CLOSED) {
            t = t.next(odd);
        }
        return t;
    }

    private void countDropped(TableTask first, TableTask end, boolean odd) {
        for (TableTask t = first; t != end && t != null; t = t.next(odd)) {
            left.decrement();
        }
    }

    /** Adds a submission of an object that may have been submitted before and not started yet. */
    void addSubmission(Object object, TableTask task) {
        task.hash = hash(object);
        Buckets buckets = newest;
        for (; ; ) {
            int i = buckets.index(task.hash);
            Object head = buckets.heads.get(i);
            boolean moved = head instanceof Moved;
            TableTask anchor = anchor(object, task.hash, moved ? ((Moved) head).list : (TableTask) head, buckets.odd);
            if (anchor == null) {
                if (moved) {
                    buckets = buckets.next;
                    continue;
                }
                if (pushOnto(buckets, i, (TableTask) head, task)) {
                    return; // nobody pushed since the search, so it is the only anchor of its object
                }
            } else if (addAgain(anchor, task)) {
                return;
            }
        }
    }

    /** The entry of this object that takes further submissions, or null. */
    private static TableTask anchor(Object object, int hash, TableTask list, boolean odd) {
        for (TableTask t = list; t != null; t = t.next(odd)) {
            if (t.hash == hash && t.again != Task.CLOSED && t.refersTo(object)) {
                return t;
            }
        }
        return null;
    }

    /** Lines up a further submission; false if the anchor was closed meanwhile, or another line was added. */
    private static boolean addAgain(Task anchor, Task task) {
        Object lines = anchor.again;
        if (lines == Task.CLOSED) {
            return false;
        }
        Line line = line((Line) lines, task.pool);
        if (line == null) {
            line = new Line(task.pool, (Line) lines);
            if (!Task.AGAIN.compareAndSet(anchor, lines, line)) {
                return false;
            }
        }
        task.again = Task.CLOSED; // it is in no bucket, so it is no anchor
        line.offer(task);
        return true;
    }

    private static Line line(Line first, Pool pool) {
        Line line = first;
        while (line != null && line.pool != pool) {
            line = line.next;
        }
        return line;
    }

    private static Line lines(Task anchor) {
        Object again = anchor.again;
        return again == Task.CLOSED ? null : (Line) again;
    }

    /** The entry of this very object that is alive, or null. */
    Task find(Object object) {
        int hash = hash(object);
        for (; ; ) {
            Buckets start = newest;
            Task found = find(start, object, hash);
            if (found != null || start == newest) {
                return found;
            }
        }
    }

    private static Task find(Buckets start, Object object, int hash) {
        Buckets buckets = start;
        while (buckets != null) {
            Object head = buckets.heads.get(buckets.index(hash));
            boolean moved = head instanceof Moved;
            for (TableTask t = moved ? ((Moved) head).list : (TableTask) head; t != null; t = t.next(buckets.odd)) {
                if (t.hash == hash && t.refersTo(object) && t.state() != Task.ENDED) {
                    return t;
                }
            }
            buckets = moved ? buckets.next : null;
        }
        return null;
    }

    /**
     * Takes the oldest submission of this object to this pool that has not started, and makes it running. If there is
     * none, or the pool is null because unknown, one that fits otherwise.
     *
     * @param handedOn whether only submissions that may be handed on come into question where the pool is unknown
     */
    Task take(Object object, Pool pool, boolean handedOn) {
        int hash = hash(object);
        for (; ; ) {
            Buckets start = newest;
            Task taken = take(start, object, hash, pool, handedOn);
            if (taken != null || start == newest) {
                return taken;
            }
        }
    }

    private static Task take(Buckets start, Object object, int hash, Pool pool, boolean handedOn) {
        boolean others = false;
        Buckets buckets = start;
        while (buckets != null) {
            Object head = buckets.heads.get(buckets.index(hash));
            boolean moved = head instanceof Moved;
            for (TableTask t = moved ? ((Moved) head).list : (TableTask) head; t != null; t = t.next(buckets.odd)) {
                if (t.hash == hash && t.refersTo(object)) {
                    if (pool != null && t.pool == pool && t.move(Task.QUEUED, Task.RUNNING)) {
                        return t;
                    }
                    Line lines = lines(t);
                    Line line = pool == null ? null : line(lines, pool);
                    Task first = line == null ? null : line.take(object);
                    if (first != null) {
                        return first;
                    }
                    others |= lines != null || t.state() == Task.QUEUED;
                }
            }
            buckets = moved ? buckets.next : null;
        }
        return others ? takeOther(start, object, hash, pool != null || handedOn) : null;
    }

    /** Takes the oldest submission of this object, to whichever pool, that may be started here. */
    private static Task takeOther(Buckets start, Object object, int hash, boolean handedOn) {
        for (; ; ) {
            Task oldest = null;
            Line itsLine = null;
            Buckets buckets = start;
            while (buckets != null) {
                Object head = buckets.heads.get(buckets.index(hash));
                boolean moved = head instanceof Moved;
                for (TableTask t = moved ? ((Moved) head).list : (TableTask) head; t != null; t = t.next(buckets.odd)) {
                    if (t.hash == hash && t.refersTo(object)) {
                        if (t.state() == Task.QUEUED && (t.handedOn || !handedOn) && isOlder(t, oldest)) {
                            oldest = t;
                            itsLine = null;
                        }
                        for (Line line = lines(t); line != null; line = line.next) {
                            Task first = line.peek(handedOn);
                            if (first != null && isOlder(first, oldest)) {
                                oldest = first;
                                itsLine = line;
                            }
                        }
                    }
                }
                buckets = moved ? buckets.next : null;
            }
            if (oldest == null) {
                return null;
            }
            if (oldest.move(Task.QUEUED, Task.RUNNING)) { // in its line it is passed over from now on
                return oldest;
            }
        }
    }

    private static boolean isOlder(Task task, Task than) {
        return than == null || task.createdAt - than.createdAt < 0;
    }

    /** Lets an entry go that has just ended; false if it is not the head of its bucket and a sweep has to do it. */
    boolean pop(TableTask task) {
        Buckets buckets = newest;
        int i = buckets.index(task.hash);
        if (buckets.heads.get(i) != task) {
            return false;
        }
        TableTask next = task.next(buckets.odd);
        TableTask rest = afterEnded(next, buckets.odd);
        if (!buckets.heads.compareAndSet(i, task, rest)) {
            return false;
        }
        countDropped(next, rest, buckets.odd);
        return true;
    }

    /** Every entry, also ended ones that no sweep has unlinked; an entry may come twice while the table grows. */
    void forEach(Consumer<Task> visitor) {
        Buckets buckets = newest;
        while (buckets != null) {
            for (int i = 0; i < buckets.heads.length(); i++) {
                Object head = buckets.heads.get(i);
                TableTask t = head instanceof Moved ? ((Moved) head).list : (TableTask) head;
                for (; t != null; t = t.next(buckets.odd)) {
                    visitor.accept(t);
                    for (Line line = lines(t); line != null; line = line.next) {
                        line.forEach(visitor);
                    }
                }
            }
            buckets = buckets.next;
        }
    }

    /** Unlinks what has ended; the reclaimer only. */
    void sweep() {
        Buckets buckets = newest;
        for (int i = 0; i < buckets.heads.length(); i++) {
            sweep(buckets, i);
        }
    }

    private static void sweep(Buckets buckets, int i) {
        TableTask kept = null;
        TableTask t = (TableTask) buckets.heads.get(i);
        while (t != null) {
            TableTask after = t.next(buckets.odd);
            if (t.next(!buckets.odd) != null) {
                t.setNext(!buckets.odd, null); // left over from the last resize
            }
            if (!isGone(t)) {
                for (Line line = lines(t); line != null; line = line.next) {
                    line.dropEnded();
                }
                kept = t;
            } else {
                unlink(buckets, i, kept, t, after);
            }
            t = after;
        }
    }

    private static void unlink(Buckets buckets, int i, TableTask kept, TableTask gone, TableTask after) {
        TableTask before = kept;
        if (before == null && buckets.heads.compareAndSet(i, gone, after)) {
            return;
        }
        if (before == null) {
            // others were pushed in front: the entry before this one is the last of them
            before = (TableTask) buckets.heads.get(i);
            while (before != null && before.next(buckets.odd) != gone) {
                before = before.next(buckets.odd);
            }
        }
        if (before != null) {
            before.setNext(buckets.odd, after);
        }
    }

    /** Gives the entries more buckets if there are more of them than buckets; the reclaimer only. */
    void growFor(long live) {
        if (live > size() && size() < LAST_SIZE) {
            grow(size() << 2);
        }
    }

    private void grow(int size) {
        Buckets from = newest;
        Buckets to = new Buckets(size, !from.odd);
        from.next = to;
        for (int i = 0; i < from.heads.length(); i++) {
            TableTask list;
            do {
                list = (TableTask) from.heads.get(i);
            } while (!from.heads.compareAndSet(i, list, new Moved(list)));
            for (TableTask t = list; t != null; t = t.next(from.odd)) {
                if (!isGone(t)) {
                    push(to, t);
                }
            }
        }
        newest = to;
    }

    private static boolean isGone(Task task) {
        return task.refersTo(null) || (task.state() == Task.ENDED && task.again == Task.CLOSED);
    }
}
