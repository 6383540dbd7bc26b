/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/**
 * The entry of a thread, and at the same time what probes know about the thread they run on. All fields but the
 * inherited ones are written by that thread alone; the scanner reads them and accepts a value that is a moment old.
 */
public final class ThreadTask extends Task {
    /** Thread id as the JVM's management interfaces know it; the scanner fills it in, 0 before. */
    public volatile long threadId;
    /** Whether it is a virtual thread. */
    public final boolean virtual;
    /** A thread of LeakTrace or of the JVM itself: never listed. */
    public final boolean hidden;
    /** The innermost task it runs now, or null; others follow through {@link Task#outer}. */
    public volatile Task current;
    /** Whether it is a pool's worker that asks its pool for the next task. */
    public volatile boolean idle;
    /** The pool it is a worker of, as far as seen, or null. */
    public volatile Pool workerOf;
    /** Whether a loop outside the JDK has run tasks on it: a worker between two tasks, if it runs none now. */
    public volatile boolean hasWorked;
    /** How often it parked or was woken: for virtual threads, which the JVM keeps no counts of. */
    public volatile int progress;
    /** Since when it is parked, by {@link Registry#clock()}; 0 while it is not. Virtual threads only. */
    public volatile long parkedAt;

    /** Set while a probe runs on this thread, and always on our own threads, so that our own work is never recorded. */
    boolean busy;
    /** What this thread was running when it became a worker of a pool: not for the worker to end. */
    Task base;
    /** The submission this thread is in the middle of, innermost first through {@link Task#outer}; or null. */
    Task submitting;
    /** Depth of JDK methods that create futures for stages, which are not the user's own futures. */
    int inStage;
    /** The task that entered the outermost of them. */
    Task stageCreator;
    /** How the submission under way was made: see {@code Probes.SCHEDULED} and its neighbours. */
    int mode;
    /** How many stacks were captured on this thread. */
    int captures;
    /** The task a new worker was started with. */
    Task first;

    /** Whether this thread is in the middle of handing this task to an executor; racy. */
    public boolean isSubmitting(Task task) {
        for (Task t = submitting; t != null; t = t.enclosing) {
            if (t == task) {
                return true;
            }
        }
        return false;
    }

    ThreadTask(Thread thread, boolean virtual, boolean hidden, Task parent, String creatorName, Object stack) {
        super(thread, virtual ? Kind.VIRTUAL_THREAD : Kind.THREAD, RUNNING, false, parent, creatorName, stack);
        this.virtual = virtual;
        this.hidden = hidden;
    }
}
