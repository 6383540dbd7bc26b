/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The entry of a thread, and at the same time what probes know about the thread they run on. All fields but the
 * inherited ones are written by that thread alone, without fences; the scanner reads them and accepts a value that is a
 * moment old.
 */
public final class ThreadTask extends TableTask {
    private static final Task[] NONE = {};

    private static final AtomicReferenceFieldUpdater<ThreadTask, Task> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(ThreadTask.class, Task.class, "current");

    /** Thread id as the JVM's management interfaces know it; the scanner fills it in, 0 before. */
    public long threadId;
    /** What the scanner remembers of it from scan to scan; no other thread touches it. */
    public Object notes;
    /** Whether it is a virtual thread. */
    public final boolean virtual;
    /** A thread of LeakTrace or of the JVM itself: never listed. */
    public final boolean hidden;
    /** The innermost task it runs now, or null; others follow through {@link Task#outer}. */
    public volatile Task current;
    /** Whether it is a pool's worker that asks its pool for the next task. */
    public boolean idle;
    /** The pool it is a worker of, as far as seen, or null. */
    public Pool workerOf;
    /** The task in which it runs those of {@link #workerOf}, if that executor runs its loop as a task of another. */
    public Task loop;
    /** Whether a loop outside the JDK has run tasks on it: a worker between two tasks, if it runs none now. */
    public boolean hasWorked;
    /** How often it parked or was woken: for virtual threads, which the JVM keeps no counts of. */
    public volatile int progress;
    /** Since when it is parked, by {@link Registry#clock()}; 0 while it is not. Virtual threads only. */
    public volatile long parkedAt;

    /** Set while a probe runs on this thread, and always on our own threads, so that our own work is never recorded. */
    boolean busy;
    /** What this thread was running when it became a worker of a pool: not for the worker to end. */
    Task base;
    /** How the submission under way was made: see {@code Probes.PLAIN} and its neighbours. */
    int mode;
    /** The task in whose submission it was started: the first of a new worker; or null. */
    Task first;
    /** The task it runs if that goes back to its queue after this run, or null. */
    Task putBack;
    /** The pool it last submitted to, to save looking it up. */
    Pool lastPool;

    /** Depth of calls that run a fork-join task on this thread, which is no worker. */
    int invoking;
    /** Depth of JDK methods that create futures for stages, which are not the user's own futures. */
    int inStage;
    /** The task that entered the outermost of them. */
    Task stageCreator;

    /** The call sites it is inside of, the innermost in the lowest bits: see {@link Probes#entering}. */
    long mark;
    /** What its tasks have in common, kept because its stack is another object once the scanner has looked at it; or 0. */
    int siteBase;
    /** The site it last created a task at, to save looking it up. */
    Site site;
    /** How many tasks of that site were not captured since the site was told. */
    int uncaptured;
    /** How many tasks of any site were not captured. */
    int refused;
    /** How many tasks this thread has created. */
    int created;
    /** Nanoseconds of capturing it may still spend of what it took from the {@link Budget}; negative if overspent. */
    long allowance;

    /** The scopes it is in, the innermost first, or null. */
    Scope.Entered entered;

    /** The submissions this thread is in the middle of, outermost first; beyond {@link #depth} it is garbage. */
    private Task[] submissions = NONE;

    private int depth;

    ThreadTask(Thread thread, boolean virtual, boolean hidden, Task parent, String creatorName, Object stack) {
        this(thread, virtual, hidden, parent, creatorName, stack, System.nanoTime());
    }

    ThreadTask(
            Thread thread, boolean virtual, boolean hidden, Task parent, String creatorName, Object stack, long now) {
        super(thread, virtual ? Kind.VIRTUAL_THREAD : Kind.THREAD, RUNNING, false, parent, creatorName, stack, now);
        this.virtual = virtual;
        this.hidden = hidden;
    }

    /** The innermost task it runs, or if it runs none, itself. Any thread; racy. */
    public Task innermost() {
        Task running = current;
        return running == null ? this : running;
    }

    /** What it creates is a child of this: the innermost task it runs, or the scope it has entered in that; else itself. */
    Task within() {
        Task running = current;
        Scope.Entered in = entered;
        while (in != null && in.scope.isLeft()) {
            in = in.outer; // its end was said on another thread
        }
        if (in != null && in.base == running) {
            return in.scope;
        }
        return running == null ? this : running;
    }

    /** The executor that started it to have a worker; null if none did, or that is known better by now. Any thread; racy. */
    public Pool startedBy() {
        Task task = first;
        return task == null ? null : task.pool;
    }

    /** Whether this thread is in the middle of handing this task to an executor. Any thread; racy. */
    public boolean isSubmitting(Task task) {
        Task[] under = submissions;
        for (int i = Math.min(depth, under.length) - 1; i >= 0; i--) {
            if (under[i] == task) {
                return true;
            }
        }
        return false;
    }

    /** Whether this thread is in the middle of handing any task to an executor. Any thread; racy. */
    public boolean isSubmitting() {
        return depth > 0;
    }

    /** The innermost submission it is in the middle of, or null. */
    Task submitting() {
        return depth == 0 ? null : submissions[depth - 1];
    }

    void submitting(Task task) {
        if (depth == submissions.length) {
            Task[] more = new Task[Math.max(2, depth * 2)];
            System.arraycopy(submissions, 0, more, 0, depth);
            submissions = more;
        }
        submissions[depth++] = task;
    }

    /** The innermost submission goes on under another entry. */
    void replaceSubmitting(Task task) {
        submissions[depth - 1] = task;
    }

    /**
     * The submission is over, and with it all that began inside it and were not seen to end. Returns the entry under
     * which it ended.
     */
    Task submitted(Task task) {
        int i = depth;
        while (i > 0 && submissions[i - 1] != task && submissions[i - 1].first() != task) {
            i--;
        }
        Task last = i > 0 ? submissions[i - 1] : task;
        while (i > 0 && depth >= i) {
            submissions[--depth] = null;
        }
        if (last != task) {
            last.settle();
        }
        return last;
    }

    /** Tells the site what it does not know yet. */
    void tellUncaptured() {
        if (uncaptured != 0) {
            site.addUncaptured(uncaptured);
            uncaptured = 0;
        }
    }

    void current(Task task) {
        CURRENT.lazySet(this, task);
    }
}
