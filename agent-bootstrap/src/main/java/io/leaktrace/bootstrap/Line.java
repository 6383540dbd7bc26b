/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/**
 * Submissions to one pool, oldest first: the lock-free queue of Michael and Scott (PODC 1996) with the entries as its
 * nodes, so that it needs no memory of its own. It stands beside the queue of the pool itself: a worker that took an
 * object out of that one finds its entry at the head of this one, or near it, since threads may pass each other between
 * the two. Any number of host threads offer and take; these and the reclaimer take out of the middle what was started or has
 * ended there.
 *
 * <p>A pool whose queue keeps the order has one line for all; elsewhere each object that is submitted again before it
 * has started has one for each pool.
 *
 * <p><b>Invariants.</b> The first node is not in the queue any more: it was passed last, or is the empty one the line
 * began with. The tail never falls behind the head, because whoever would make it so moves it first. An entry that was
 * passed and is no longer first links to itself, so that an old entry which somebody keeps does not keep all that came
 * after it; who walks the queue and meets such a link starts again at the head. Whose an entry is, its state decides:
 * one that was started may stand in the queue until it is passed. The last entry is never taken out of the middle, so that
 * nobody writes a link which an offer may be writing; and the tail, which is the last entry or the one before it, is moved
 * off an entry that is taken out. Such an entry keeps its link, so whoever stands on it finds back. What was started is never
 * queued again, so a link from one entry to a later one that stands behind it never skips what is queued: of two threads that
 * take out overlapping entries one may fail, and what it wanted out is met again.
 */
final class Line {
    private static final AtomicReferenceFieldUpdater<Line, Task> HEAD =
            AtomicReferenceFieldUpdater.newUpdater(Line.class, Task.class, "head");
    private static final AtomicReferenceFieldUpdater<Line, Task> TAIL =
            AtomicReferenceFieldUpdater.newUpdater(Line.class, Task.class, "tail");

    /** Queued entries that another may overtake; more, and the queue does not keep the order. */
    private static final int NEAR = 64;

    /** Entries after which a search gives up: better an unseen start than a worker that is held up. */
    private static final int FAR = 10_000;

    /** The pool of its entries, or null if they have none. */
    final Pool pool;
    /** The line of the same object to another pool, or null. */
    final Line next;

    private volatile Task head;
    private volatile Task tail;

    Line(Pool pool, Line next) {
        this.pool = pool;
        this.next = next;
        Task empty = new Task(null, Kind.EXECUTOR_TASK, Task.ENDED, false, null, null, null, 0);
        this.head = empty;
        this.tail = empty;
    }

    /** Adds a new entry at the end. */
    void offer(Task task) {
        Task.LINK.lazySet(task, null);
        for (; ; ) {
            Task last = tail;
            Task after = last.next;
            if (after != null) {
                TAIL.compareAndSet(this, last, after);
            } else if (Task.LINK.compareAndSet(last, null, task)) {
                TAIL.compareAndSet(this, last, task);
                return;
            }
        }
    }

    /** Takes the oldest entry of this object that is queued and makes it running; null if there is none. */
    Task take(Object object) {
        Task oldest = takeOldest(object);
        return oldest == null ? search(object) : oldest;
    }

    /** The same, if it is the oldest of all. */
    Task takeOldest(Object object) {
        for (; ; ) {
            Task first = head;
            Task oldest = first.next;
            if (oldest == null) {
                return null;
            }
            if (oldest == first) {
                continue; // others took since
            }
            if (oldest.state() != Task.QUEUED) {
                pass(first, oldest);
            } else if (!oldest.refersTo(object)) {
                return null;
            } else if (oldest.move(Task.QUEUED, Task.RUNNING)) {
                pass(first, oldest);
                return oldest;
            }
        }
    }

    /** Moves the head from one entry to the next, unless another thread did so. */
    private void pass(Task first, Task oldest) {
        if (first == tail) {
            TAIL.compareAndSet(this, first, oldest);
        }
        if (HEAD.compareAndSet(this, first, oldest)) {
            Task.LINK.lazySet(first, first);
        }
    }

    /**
     * The entry of this object behind the head. A submission that is held up before it reaches the pool's queue stays at
     * the head while others overtake it: so what was started is taken out on the way, or every search would walk past all
     * that has been submitted since.
     */
    private Task search(Object object) {
        int walked = 0;
        int overtaken = 0;
        Task stays = head;
        Task behind = stays.next;
        Task last = stays;
        Task t = behind;
        while (t != null && walked < FAR) {
            if (t == last) { // it was passed meanwhile
                stays = head;
                behind = stays.next;
                last = stays;
                t = behind;
                walked++;
                continue;
            }
            if (t.state() == Task.QUEUED) {
                if (last != stays) {
                    takeOut(stays, behind, last, t);
                }
                if (t.refersTo(object) && t.move(Task.QUEUED, Task.RUNNING)) {
                    Registry.LEFT.increment(); // it stays until it is passed, or somebody takes it out
                    break;
                }
                overtaken++;
                stays = t;
                behind = t.next;
            }
            walked++;
            last = t;
            t = t.next;
        }
        if (overtaken > NEAR && pool != null) {
            pool.inOrder = false;
        }
        return walked < FAR ? t : null;
    }

    /**
     * Takes entries that were started or have ended out of the middle, unless somebody else did.
     *
     * @param before the entry in front of them; if that one left the queue meanwhile, this changes nothing in it
     * @param after the one behind them: there is one, so no offer writes their links
     */
    private void takeOut(Task before, Task first, Task last, Task after) {
        if (last == tail) {
            TAIL.compareAndSet(this, last, after); // it lags by one entry at most, and must not lag on this one
        }
        Task.LINK.compareAndSet(before, first, after);
    }

    /** Passes what was started or has ended, if it is oldest; for submissions that never reach the pool's queue. */
    void passStarted() {
        Task first = head;
        Task oldest = first.next;
        while (oldest != null && oldest != first && oldest.state() != Task.QUEUED) {
            pass(first, oldest);
            first = head;
            oldest = first.next;
        }
    }

    /** The oldest entry that is queued and may be handed on, or any if that is not asked for; it stays. */
    Task peek(boolean handedOn) {
        passStarted();
        for (; ; ) {
            Task first = head;
            Task t = first.next;
            Task before = first;
            while (t != null && t != before && (t.state() != Task.QUEUED || (handedOn && !t.handedOn))) {
                before = t;
                t = t.next;
            }
            if (t != before) {
                return t;
            }
        }
    }

    /** Shows what is in the queue; entries that are taken meanwhile may be missed or seen twice. */
    void forEach(Consumer<Task> visitor) {
        Task before = head;
        Task t = before.next;
        while (t != null) {
            if (t == before) {
                before = head; // it was passed meanwhile
                t = before.next;
            } else {
                visitor.accept(t);
                before = t;
                t = t.next;
            }
        }
    }

    /** Ends all that are queued: their pool is no more. */
    void endAll() {
        forEach(new Ender());
    }

    /** No lambda: before {@code main} the first of those would cost 10 ms. */
    private static final class Ender implements Consumer<Task> {
        @Override
        public void accept(Task task) {
            if (task.state() == Task.QUEUED) {
                task.end();
            }
        }
    }

    /** Takes out entries that ended without being taken, such as rejected ones. */
    void dropEnded() {
        Task before = head;
        Task t = before.next;
        while (t != null && t != before) {
            Task after = t.next;
            if (after == null || after == t) {
                return;
            }
            if (t.state() == Task.ENDED) {
                takeOut(before, t, t, after);
            } else {
                before = t;
            }
            t = after;
        }
    }
}
