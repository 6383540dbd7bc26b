/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A task whose object was collected before it was over, though somebody counted on it. The reclaimer notes each once, the
 * scanner takes each once; if nobody takes them, only so many are kept.
 */
public final class Abandoned {
    private static final int MOST = 10_000;
    private static final long DOUBT_NANOS = 1_000_000;

    private static final ConcurrentLinkedQueue<Abandoned> NOTED = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger SIZE = new AtomicInteger();

    /** When something last happened to a task that no entry was found of; see {@link #doubt()}. */
    private static final AtomicLong TASKS_DOUBTED = new AtomicLong(System.nanoTime());
    /** When it last was not recorded what happens to futures. */
    private static volatile long futuresDoubted = System.nanoTime();

    /** Its entry, which has ended but keeps its origin. */
    public final Task task;
    /** The pool in whose queue it was, or null. */
    public final Pool pool;
    /** How many futures depended on it. */
    public final int dependents;
    /** When that was noticed, in {@link System#nanoTime()}. */
    public final long noticedAt = System.nanoTime();

    private Abandoned(Task task, Pool pool, int dependents) {
        this.task = task;
        this.pool = pool;
        this.dependents = dependents;
    }

    /** The next that was noted, or null; for the scanner's thread. */
    public static Abandoned poll() {
        Abandoned next = NOTED.poll();
        if (next != null) {
            SIZE.decrementAndGet();
        }
        return next;
    }

    /**
     * Ends an entry whose object was collected, and notes it if it was abandoned: a promise that others depend on, or a
     * task whose run and whose cancellation would have been seen and were not. A task that repeats is over when it throws,
     * so of that nothing is known. For the reclaimer.
     */
    static void end(Task task) {
        int dependents = task instanceof Promise && isSure(task) ? ((Promise) task).missedBy() : 0;
        Pool pool = task.pool;
        boolean abandoned = dependents > 0 || (task.state() == Task.QUEUED && neverRan(task, pool));
        abandoned &= Health.recording;
        if (abandoned) {
            task.keepsStack = true;
        }
        if (task.end() && abandoned) {
            if (SIZE.incrementAndGet() <= MOST) {
                NOTED.add(new Abandoned(task, pool, dependents));
            } else {
                SIZE.decrementAndGet();
                Health.dropped();
            }
        }
    }

    /**
     * A pool refused a task after all, which was collected while it did: no news for whoever is told so. Accepted: a tick of
     * the reclaimer that has ended the entry in this very moment notes it all the same.
     */
    static void withdraw(Task task) {
        for (Abandoned noted : NOTED) {
            if (noted.task == task && NOTED.remove(noted)) {
                SIZE.decrementAndGet();
            }
        }
    }

    /**
     * Takes a task that was found in no queue any more out of the records, but keeps its origin: it never ran, and is
     * abandoned if its object is collected before it does. Null if it may have run, or has ended. For the scanner's thread.
     */
    public static Abandoned suspect(Task task) {
        Pool pool = task.pool;
        if (task.state() != Task.QUEUED || !neverRan(task, pool)) {
            return null;
        }
        task.keepsStack = true;
        return task.end() ? new Abandoned(task, pool, 0) : null;
    }

    /** Whether nothing happened since its creation that it might have been the object of. Any thread. */
    public boolean isSure() {
        return isSure(task);
    }

    private static boolean neverRan(Task task, Pool pool) {
        return task.tellsItsEnd()
                && !task.isPeriodic()
                && pool != null
                && !pool.handsOn
                && !pool.hidden
                && !pool.forkJoin
                && isSure(task);
    }

    /** Whether all was recorded that happened since its creation, and nothing of it may have happened to this one. */
    static boolean isSure(Task task) {
        return task.createdAt - (task instanceof Promise ? futuresDoubted : TASKS_DOUBTED.get()) > 0;
    }

    /**
     * A task was run or cancelled outside of a pool, and which one it was cannot be looked up, since those that wait in a
     * {@link Line} are not known by their object: it may have been any of them.
     */
    static void doubt() {
        long now = System.nanoTime();
        long before = TASKS_DOUBTED.get();
        while (now - before > 0
                && !TASKS_DOUBTED.compareAndSet(before, now + DOUBT_NANOS)) { // ahead: written but now and then
            before = TASKS_DOUBTED.get();
        }
    }

    /** Something is not recorded, or was not until now: nobody knows what happened to whatever there is. */
    static void doubtAll() {
        doubt();
        futuresDoubted = System.nanoTime();
    }

    static void clear() {
        NOTED.clear();
        SIZE.set(0);
        TASKS_DOUBTED.set(System.nanoTime());
        futuresDoubted = System.nanoTime();
    }
}
