/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;

/** The entry of an executor. Written by probes on host threads, read by the scanner. */
public final class Pool extends TableTask {
    private static final int MOST_WAITING = 10_000;

    /** Recorded tasks that entered the queue of any fork-join pool, ever. */
    static final LongAdder ENTERED_QUEUE = new LongAdder();
    /** Those of them that left it again. */
    static final LongAdder LEFT_QUEUE = new LongAdder();

    /** Belongs to the JVM itself, such as the scheduler of virtual threads: its tasks are not recorded. */
    public final boolean hidden;
    /**
     * An executor outside the JDK, which may pass the very object it was given on to another executor. Settled by the end
     * of the executor's constructor: until then a copy of the JDK's thread pool is taken for one.
     */
    public boolean handsOn;
    /** Whether it is a fork-join pool, whose own forks are not recorded. */
    final boolean forkJoin;
    /** Whether its queue keeps the order of submissions, so that they can wait in {@link #line}. Racy. */
    boolean inOrder;
    /** Its submissions in order, or null if its queue was never known to keep it. */
    volatile Line line;
    /** Whether anything was submitted to it. Racy, as the next: both go from false to true once. */
    public boolean used;
    /** Whether anything was submitted to it by another task than the one that created it. */
    public boolean shared;
    /** An executor outside the JDK all of whose starts are seen, by a hook of its own. Racy; from false to true once. */
    public boolean tellsStarts;
    /** Whether it was seen to discard a task by its policy. Racy; from false to true once. */
    public volatile boolean discards;
    /** Its submissions and starts, or null if it is an executor of the JDK's own. */
    final Traffic traffic;

    /**
     * What goes through an executor outside the JDK. Racy, so only for the order of magnitude. Not in the pool itself: two
     * threads would take the cache line with what every probe reads of it from each other, with every task.
     */
    static final class Traffic {
        int submissions;
        int starts;
        /** Whether a task was seen to start. */
        boolean seenStarting;
        /** When the newest of the tasks that were seen to start was submitted, in {@link System#nanoTime()}. */
        long newestStarted;
    }

    Pool(Object executor, boolean hidden, boolean handsOn, Task parent, String creatorName, Object stack) {
        super(executor, Kind.POOL, PENDING, false, parent, creatorName, stack, System.nanoTime());
        this.hidden = hidden;
        this.handsOn = handsOn;
        this.traffic = handsOn ? new Traffic() : null;
        this.forkJoin = executor instanceof ForkJoinPool;
    }

    /** Its queue keeps the order. Before its first submission. */
    void keepsOrder() {
        line = new Line(this, null);
        inOrder = true;
    }

    /** This task submits to it. */
    void usedBy(Task submitter) {
        if (!used) {
            used = true;
        }
        if (!shared && submitter != parent) {
            shared = true;
        }
    }

    /** Identity hash of the executor: what the JVM prints of it. Any thread. */
    public int identity() {
        return hash;
    }

    /**
     * Whether this task of it may be called queued. An executor of the JDK can be asked, and of some others all starts are
     * seen. Of any other one it can be said only if starts are seen at all, and none of a later submission: then this one
     * may have started unseen.
     */
    public boolean tellsQueued(Task task) {
        return !handsOn
                || tellsStarts
                || (traffic.seenStarting && task.createdAt - traffic.newestStarted > 0 && !refersTo(null));
    }

    /** A task of an executor outside the JDK begins. */
    void starting(Task task) {
        traffic.starts++;
        if (!traffic.seenStarting || task.createdAt - traffic.newestStarted > 0) {
            traffic.newestStarted = task.createdAt;
            traffic.seenStarting = true;
        }
    }

    /**
     * Whether so many tasks seem to wait in an executor outside the JDK that it must be running them where no hook is:
     * recording more would only fill the heap.
     */
    boolean isOutOfSight() {
        return handsOn && traffic.submissions - traffic.starts > MOST_WAITING;
    }

    /**
     * Whether a recorded task may be waiting in a fork-join pool: if not, what such a pool runs is a fork, and need not
     * be looked up. Sums are read in an order that can only overstate: a task is counted as left after it entered.
     */
    static boolean anyInForkJoinQueue() {
        long left = LEFT_QUEUE.sum();
        return ENTERED_QUEUE.sum() != left;
    }
}
