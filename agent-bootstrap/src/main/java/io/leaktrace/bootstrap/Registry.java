/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Everything alive: a concurrent, weak, identity hash table of {@link Task}s. Host threads add and look up without
 * locks; one thread of ours, the reclaimer, removes and resizes.
 *
 * <p><b>Algorithm.</b> A bucket is a linked list. Host threads push at its head with a compare-and-set and never
 * unlink. An entry ends by its state alone; {@link #sweep()} unlinks it later. Only the reclaimer writes the link of an
 * entry that is already in a list, so it needs no lock against itself, and host threads that walk past an unlinked
 * entry still follow its old link to the rest of the bucket.
 *
 * <p><b>Growing.</b> The reclaimer replaces each head by a {@link Moved} marker that keeps the old list readable, then
 * pushes its live entries onto the next table. Each entry has two links, for tables of even and odd generation, so that
 * the old list stays whole while the new one is built. A thread that meets a marker pushes to the next table, and looks
 * up in the next table and then in the old list.
 *
 * <p><b>The same object again.</b> A Runnable without captured state is one object however often it is submitted. Its
 * first entry is the anchor; later submissions wait in the anchor's queue, oldest first, so that a million of them do
 * not make one bucket long. Starting takes the oldest submission to the same pool. A push fails if another came first,
 * and then searches again, so an object has one anchor that takes submissions: whoever looks for a queued submission
 * and finds none may be sure of it, which two places to look in would not allow.
 *
 * <p><b>Invariants.</b> An entry pushed before a lookup begins is found by it, unless it has ended. An anchor is closed
 * when it ends without followers, so no submission is added to an entry that a sweep may unlink; an anchor with
 * followers stays until its object is collected, and then nobody can submit that object again.
 *
 * <p><b>Races accepted.</b> A host thread that sleeps in the middle of a lookup across two whole resizes may miss an
 * entry: the start of that task goes unseen and the scanner corrects it from the object's own state. Sizes are sums of
 * counters.
 */
public final class Registry {
    /**
     * Entries past which new tasks are counted as dropped instead of recorded. An entry with the stack of a young task
     * takes about a kilobyte, so that LeakTrace never takes much more than a quarter of the heap.
     */
    public static final long CAPACITY =
            Math.max(10_000, Math.min(4_000_000, Runtime.getRuntime().maxMemory() / 4096));

    private static final int CHECKED_EVERY = 256;

    private static final int FIRST_SIZE = 1 << 12;
    private static final long TASK_BYTES = 112;
    private static final long SWEPT_AFTER_NANOS = 5_000_000_000L;
    private static final int LAST_SIZE = 1 << 22;

    private static final LongAdder CREATED = new LongAdder();
    private static final LongAdder ENDED = new LongAdder();
    private static volatile Table table = new Table(FIRST_SIZE, false);
    private static volatile long clock = System.nanoTime();
    private static volatile boolean full;
    /** Counts additions, racily: it only spaces the checks. */
    private static int added;
    /** How many had ended at the last sweep; touched by the reclaimer alone. */
    private static long endedAtLastSweep;

    private static long sweptAt = System.nanoTime();

    /** One generation of buckets; a bucket holds a Task, null, or a {@link Moved}. */
    private static final class Table {
        final AtomicReferenceArray<Object> buckets;
        final boolean odd;
        volatile Table next;

        Table(int size, boolean odd) {
            this.buckets = new AtomicReferenceArray<>(size);
            this.odd = odd;
        }

        int index(int hash) {
            return (hash ^ (hash >>> 15)) & (buckets.length() - 1);
        }
    }

    /** Left in a bucket whose entries are found in the next table. */
    private static final class Moved {
        final Task list;

        Moved(Task list) {
            this.list = list;
        }
    }

    /**
     * Nanoseconds of {@link System#nanoTime()} as of the reclaimer's last tick, at most some 100 ms old; cheap to read.
     */
    public static long clock() {
        return clock;
    }

    /** Tasks recorded since the start. */
    public static long created() {
        return CREATED.sum();
    }

    /** Tasks that ended or were collected since the start. */
    public static long ended() {
        return ENDED.sum();
    }

    /** Heap held by entries, estimated from their number: a Task takes about 112 bytes with compressed references. */
    public static long estimatedBytes() {
        return Math.max(0, CREATED.sum() - ENDED.sum()) * TASK_BYTES + 4L * table.buckets.length();
    }

    /** Checked now and then as tasks are added, and at each tick. */
    private static boolean isFull() {
        if ((++added & (CHECKED_EVERY - 1)) == 0) {
            full = CREATED.sum() - ENDED.sum() > CAPACITY;
        }
        return full;
    }

    static void add(Task task) {
        if (isFull()) {
            Health.dropped();
            task.move(task.state(), Task.ENDED);
            return;
        }
        CREATED.increment();
        push(table, task);
    }

    /** Adds a submission of an object that may have been submitted before and not started yet. */
    @SuppressWarnings("unchecked")
    static void addSubmission(Object object, Task task) {
        if (isFull()) {
            Health.dropped();
            task.move(task.state(), Task.ENDED);
            return;
        }
        CREATED.increment();
        Table current = table;
        for (; ; ) {
            int i = current.index(task.hash);
            Object head = current.buckets.get(i);
            boolean moved = head instanceof Moved;
            Task anchor = anchor(object, task.hash, moved ? ((Moved) head).list : (Task) head, current.odd);
            if (anchor == null) {
                if (moved) {
                    current = current.next;
                    continue;
                }
                task.setNext(current.odd, (Task) head);
                if (current.buckets.compareAndSet(i, head, task)) {
                    return; // nobody pushed since the search, so it is the only anchor of its object
                }
            } else {
                Object again = anchor.again;
                if (again == null) {
                    Task.AGAIN.compareAndSet(anchor, null, new ConcurrentLinkedQueue<Task>());
                } else if (again != Task.CLOSED) {
                    ((ConcurrentLinkedQueue<Task>) again).offer(task);
                    return;
                }
            }
        }
    }

    /** The entry of this object that takes further submissions, or null. */
    private static Task anchor(Object object, int hash, Task list, boolean odd) {
        for (Task t = list; t != null; t = t.next(odd)) {
            if (t.hash == hash && t.again != Task.CLOSED && t.refersTo(object)) {
                return t;
            }
        }
        return null;
    }

    /** The entry of this very object: the one that still takes submissions or is alive, or null. */
    static Task find(Object object, int hash) {
        Table current = table;
        Task found = null;
        while (current != null) {
            Object head = current.buckets.get(current.index(hash));
            boolean moved = head instanceof Moved;
            for (Task t = moved ? ((Moved) head).list : (Task) head; t != null; t = t.next(current.odd)) {
                if (t.hash == hash
                        && t.refersTo(object)
                        && (t.state() != Task.ENDED || t.again instanceof ConcurrentLinkedQueue)) {
                    found = t;
                    if (t.state() != Task.ENDED) {
                        return t;
                    }
                }
            }
            current = moved ? current.next : null;
        }
        return found;
    }

    /**
     * The entry of an object of the host, or null if it has none that is alive. Identity decides; nothing of the object
     * is called. Any thread.
     */
    public static Task find(Object object) {
        if (object == null) {
            return null;
        }
        Task found = find(object, System.identityHashCode(object));
        return found == null || found.state() == Task.ENDED ? null : found;
    }

    /**
     * Takes the oldest submission of this object that has not started, moving it from queued to running. With a pool,
     * one handed to that pool is preferred; another is taken only if its executor hands its work on. Null if there is
     * none.
     *
     * @param handedOn whether only submissions that may be handed on come into question
     */
    static Task take(Object object, Pool pool, boolean handedOn) {
        int hash = System.identityHashCode(object);
        for (; ; ) {
            Task best = null;
            ConcurrentLinkedQueue<Task> bestQueue = null;
            Table current = table;
            while (current != null) {
                Object head = current.buckets.get(current.index(hash));
                boolean moved = head instanceof Moved;
                for (Task t = moved ? ((Moved) head).list : (Task) head; t != null; t = t.next(current.odd)) {
                    if (t.hash != hash || !t.refersTo(object)) {
                        continue;
                    }
                    if (t.state() == Task.QUEUED && preferred(t, best, pool, handedOn)) {
                        best = t;
                        bestQueue = null;
                    }
                    ConcurrentLinkedQueue<Task> queue = followers(t);
                    Task first = queue == null ? null : oldest(queue, pool, handedOn);
                    if (first != null
                            && preferred(
                                    first, best, pool, handedOn)) { // if somebody else takes it, all is looked at again
                        best = first;
                        bestQueue = queue;
                    }
                }
                current = moved ? current.next : null;
            }
            if (best == null) {
                return null;
            }
            if ((bestQueue == null || bestQueue.remove(best)) && best.move(Task.QUEUED, Task.RUNNING)) {
                return best;
            }
        }
    }

    /** Every entry, also ended ones that no sweep has unlinked; an entry may come twice while the table grows. */
    static void forEach(Consumer<Task> visitor) {
        Table current = table;
        while (current != null) {
            for (int i = 0; i < current.buckets.length(); i++) {
                Object head = current.buckets.get(i);
                for (Task t = head instanceof Moved ? ((Moved) head).list : (Task) head;
                        t != null;
                        t = t.next(current.odd)) {
                    visitor.accept(t);
                    ConcurrentLinkedQueue<Task> queue = followers(t);
                    if (queue != null) {
                        for (Task follower : queue) {
                            visitor.accept(follower);
                        }
                    }
                }
            }
            current = current.next;
        }
    }

    /** Called once per task, by whoever ended it. */
    static void ended(Task task) {
        ENDED.increment();
        if (task.again == null && Task.AGAIN.compareAndSet(task, null, Task.CLOSED)) {
            task.clear(); // spares the collector from enqueueing it
        }
        if (!task.hasChildren) {
            task.stack = null;
        }
        task.pool = null;
        task.outer = null;
        task.runner = null;
        task.wrapped = null;
    }

    /** The reclaimer's turn: moves the clock, ends what was collected, and unlinks and resizes when it is worth it. */
    static void tick() {
        clock = System.nanoTime();
        Reference<?> cleared;
        while ((cleared = Task.CLEARED.poll()) != null) {
            ((Task) cleared).end();
        }
        long ended = ENDED.sum();
        long live = CREATED.sum() - ended;
        full = live > CAPACITY;
        boolean many = ended - endedAtLastSweep > Math.max(1_000, live / 4);
        boolean late = ended > endedAtLastSweep && clock - sweptAt > SWEPT_AFTER_NANOS;
        if (many || late) { // late: what has ended may hold a stack, and with it a class loader
            sweep();
            endedAtLastSweep = ended;
            sweptAt = clock;
        }
        int size = table.buckets.length();
        if (live > size && size < LAST_SIZE) {
            grow(size << 2);
        }
    }

    /** Forgets everything, and every thread's idea of itself; only when no hook and no reclaimer runs. */
    static void clear() {
        Current.forget();
        table = new Table(FIRST_SIZE, false);
        CREATED.reset();
        ENDED.reset();
        endedAtLastSweep = 0;
        full = false;
    }

    /** Unlinks what has ended; the reclaimer only. */
    private static void sweep() {
        Table current = table;
        for (int i = 0; i < current.buckets.length(); i++) {
            Task before = null;
            Task t = (Task) current.buckets.get(i);
            while (t != null) {
                Task after = t.next(current.odd);
                if (!isGone(t)) {
                    dropEndedFollowers(t);
                    before = t;
                } else if (before != null) {
                    before.setNext(current.odd, after);
                } else if (!current.buckets.compareAndSet(i, t, after)) {
                    // others were pushed in front: the entry before this one is the last of them
                    before = (Task) current.buckets.get(i);
                    while (before.next(current.odd) != t) {
                        before = before.next(current.odd);
                    }
                    before.setNext(current.odd, after);
                }
                t = after;
            }
        }
    }

    private static void grow(int size) {
        Table from = table;
        Table to = new Table(size, !from.odd);
        from.next = to;
        for (int i = 0; i < from.buckets.length(); i++) {
            Task list;
            do {
                list = (Task) from.buckets.get(i);
            } while (!from.buckets.compareAndSet(i, list, new Moved(list)));
            for (Task t = list; t != null; t = t.next(from.odd)) {
                if (!isGone(t)) {
                    push(to, t);
                }
            }
        }
        table = to;
    }

    private static void push(Table start, Task task) {
        Table current = start;
        for (; ; ) {
            int i = current.index(task.hash);
            Object head = current.buckets.get(i);
            if (head instanceof Moved) {
                current = current.next;
            } else {
                task.setNext(current.odd, (Task) head);
                if (current.buckets.compareAndSet(i, head, task)) {
                    return;
                }
            }
        }
    }

    private static boolean isGone(Task task) {
        return task.refersTo(null) || (task.state() == Task.ENDED && task.again == Task.CLOSED);
    }

    private static void dropEndedFollowers(Task anchor) {
        ConcurrentLinkedQueue<Task> queue = followers(anchor);
        if (queue != null) {
            for (Task follower : queue) {
                if (follower.state() == Task.ENDED) {
                    queue.remove(follower);
                }
            }
        }
    }

    /**
     * The oldest queued follower, for this pool if there is one. Looks at the head again and again rather than
     * iterating: an iterator has made up its mind about the end of the queue before the last element's state is seen.
     */
    private static Task oldest(ConcurrentLinkedQueue<Task> queue, Pool pool, boolean handedOn) {
        Task head;
        while ((head = queue.peek()) != null && head.state() != Task.QUEUED) {
            queue.remove(head);
        }
        if (head == null || (pool == null && !handedOn) || (pool != null && head.pool == pool)) {
            return head;
        }
        // one object waits in several pools: only now is the order not the queue's
        Task other = null;
        for (Task t : queue) {
            if (t.state() == Task.QUEUED) {
                if (pool != null && t.pool == pool) {
                    return t;
                }
                other = other == null && t.handedOn ? t : other;
            }
        }
        return other;
    }

    private static boolean preferred(Task candidate, Task best, Pool pool, boolean handedOn) {
        boolean fits = pool == null ? !handedOn || candidate.handedOn : candidate.pool == pool;
        if (!fits && !candidate.handedOn) {
            return false;
        }
        if (best == null) {
            return true;
        }
        boolean bestFits = pool == null || best.pool == pool;
        return fits == bestFits ? candidate.createdAt - best.createdAt < 0 : fits;
    }

    @SuppressWarnings("unchecked")
    private static ConcurrentLinkedQueue<Task> followers(Task anchor) {
        Object again = anchor.again;
        return again == null || again == Task.CLOSED ? null : (ConcurrentLinkedQueue<Task>) again;
    }

    private Registry() {}
}
