/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * One entry of the {@link Registry}: a weak reference to the host's object together with its origin. Created and moved
 * from state to state by probes on host threads; read by the scanner. Holds no strong reference to anything of the
 * host: the stack is a Throwable only until the scanner has replaced it by plain frames, because a Throwable pins its
 * creator's class loader.
 *
 * <p>Visibility: fields without {@code volatile} are written before the entry is published by a compare-and-set of the
 * registry or of its state, or by the thread that runs the task; the scanner reads those racily, and what it reads of a
 * task that has not moved for long is what was written last.
 *
 * <p>There may be millions: with compressed references one that waits in a line takes 88 bytes, and 96
 * in a table, which a test guards.
 */
public class Task extends WeakReference<Object> {
    /** Known, but neither submitted nor started: an async stage before its source completes, a future, a pool. */
    public static final int PENDING = 0;
    /** Handed to an executor that has not started it. */
    public static final int QUEUED = 1;
    /** Started, and not ended. */
    public static final int RUNNING = 2;
    /** Over; the registry forgets it at its next sweep. */
    public static final int ENDED = 3;

    private static final int KEPT_ANCESTORS = 16;

    /** Turns of a wait for another thread's next write; more would mean that it was suspended there. */
    private static final int PATIENCE = 10_000;

    /** Marks an entry that takes no further submissions of its object. */
    static final Object CLOSED = new Object();

    private static final Kind[] KINDS = Kind.values();
    private static final int KIND_BITS = 4;

    private static final int PERIODIC = 1;
    private static final int TELLS_ITS_END = 2;

    private static final AtomicIntegerFieldUpdater<Task> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Task.class, "state");
    static final AtomicReferenceFieldUpdater<Task, Object> AGAIN =
            AtomicReferenceFieldUpdater.newUpdater(Task.class, Object.class, "again");
    static final AtomicReferenceFieldUpdater<Task, Task> LINK =
            AtomicReferenceFieldUpdater.newUpdater(Task.class, Task.class, "next");
    private static final AtomicReferenceFieldUpdater<Task, ThreadTask> RUNNER =
            AtomicReferenceFieldUpdater.newUpdater(Task.class, ThreadTask.class, "runner");

    /** Where the collector puts entries whose object is gone. Replaced to forget those of before. */
    static ReferenceQueue<Object> cleared = new ReferenceQueue<>();

    /** When it was created, in {@link System#nanoTime()}; for a task of a hot site up to a tick too early. */
    public final long createdAt;
    /**
     * The task or scope in which it was created, or null if unknown. A record of ours, never the host's object.
     */
    public Task parent;
    /** Name of the creating thread at that time, or null if the task existed before LeakTrace. */
    public final String creatorName;
    /**
     * The raw Throwable, later what the scanner made of it; a {@link Gap} if it was not captured for this very task;
     * null if the task existed before LeakTrace.
     */
    public Object stack;
    /** The executor it was handed to, or null. */
    public Pool pool;
    /** The thread that runs it, or null. */
    public volatile ThreadTask runner;
    /** When it last started to run or was last queued, in {@link System#nanoTime()}, up to a tick too early. */
    public long movedAt;
    /** The task that was running on the same thread when this one started. */
    public Task outer;
    /** Number shown to users, given by the scanner when it is first shown; 0 before. */
    public int id;
    /** Whether it is {@link #isPeriodic() periodic}, and whether its object {@link #tellsItsEnd() tells} of its end. */
    private final byte traits;
    /**
     * Whether an executor outside the JDK may start it, perhaps wrapped, where only the call of its run method is seen.
     */
    boolean handedOn;
    /**
     * Whether its stack is worth keeping after its end: others were created in it, or it never ran. Written by its own
     * thread, or by ours if it waits in no queue any more.
     */
    boolean keepsStack;
    /** Its kind, and how many ancestors it has, modulo {@link #KEPT_ANCESTORS}. */
    private final byte kindAndDepth;

    /** Later submissions of the same object: null, the first of its lines, or {@link #CLOSED}. */
    volatile Object again;
    /** Next in its {@link Line}, or in its bucket of a table of even generation. */
    volatile Task next;

    private volatile int state;

    Task(
            Object object,
            Kind kind,
            int state,
            boolean periodic,
            Task parent,
            String creatorName,
            Object stack,
            long now) {
        super(object, cleared);
        STATE.lazySet(this, state); // published with the entry: a volatile write would cost a fence
        this.traits = (byte) ((periodic ? PERIODIC : 0) | (object instanceof FutureTask ? TELLS_ITS_END : 0));
        this.createdAt = now;
        this.movedAt = now;
        this.creatorName = creatorName;
        this.stack = stack;
        this.parent = parent;
        int depth = 0;
        if (parent != null) {
            parent.keepsStack = true;
            depth = (parent.depth() + 1) % KEPT_ANCESTORS;
            if (depth == 0) {
                cutChain();
            }
        }
        this.kindAndDepth = (byte) (depth << KIND_BITS | kind.ordinal());
    }

    /**
     * Tasks that submit their successor form an endless chain of ancestors; each {@link #KEPT_ANCESTORS} generations,
     * the part beyond that many is let go, but for the scope they came out of and the first one in it. A living ancestor
     * keeps its own.
     */
    private void cutChain() {
        Task ancestor = this;
        for (int i = 0; i < KEPT_ANCESTORS && ancestor != null; i++) {
            ancestor = ancestor.parent;
        }
        if (ancestor != null && ancestor.isOver()) {
            ancestor.parent = Scope.rootAbove(ancestor.parent);
        }
    }

    private int depth() {
        return kindAndDepth >> KIND_BITS & (KEPT_ANCESTORS - 1);
    }

    /** What it is; never null. Any thread. */
    public final Kind kind() {
        return KINDS[kindAndDepth & ((1 << KIND_BITS) - 1)];
    }

    /** Whether it repeats until cancelled, so that its end of run is not its end. Any thread. */
    public final boolean isPeriodic() {
        return (traits & PERIODIC) != 0;
    }

    /** Whether its object is one whose runs and cancellations probes see wherever they happen. Any thread. */
    public final boolean tellsItsEnd() {
        return (traits & TELLS_ITS_END) != 0;
    }

    /** One of {@link #PENDING}, {@link #QUEUED}, {@link #RUNNING}, {@link #ENDED}. Any thread. */
    public final int state() {
        return state;
    }

    /**
     * What others know it by, who wait for it or ask whether it is over: the object itself, unless that stands for
     * another. Null if it was collected. Any thread.
     */
    public Object subject() {
        return get();
    }

    /** The entry that its submission began with: this one, unless its object was replaced meanwhile. */
    Task first() {
        return this;
    }

    /** Its submission is over. */
    void settle() {}

    /** Whether it is over, or its object was collected. Any thread. */
    public final boolean isOver() {
        return state == ENDED || refersTo(null);
    }

    /** Ends it, once: true for the caller that did. The scanner calls it for ends that no probe sees. Any thread. */
    public final boolean end() {
        int before = STATE.getAndSet(this, ENDED);
        if (before == ENDED) {
            return false;
        }
        Registry.ended(this, before);
        return true;
    }

    /** The task in which it was created, or null if unknown; no {@link Scope}. Any thread. */
    public final Task creator() {
        Task creator = parent;
        while (creator instanceof Scope) {
            creator = creator.parent;
        }
        return creator;
    }

    /** The submission that waits inside this one's object, as far as is known; else null. Any thread; racy. */
    public final Task carried() {
        return this instanceof CarrierTask ? ((CarrierTask) this).carried : null;
    }

    final boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /**
     * Makes this thread the runner of a task that repeats: from its queue, or from a thread that has put it back into
     * the queue and has not yet said that its own run is over. False if it has ended.
     */
    final boolean takeAgain(ThreadTask runner) {
        for (int i = 0; i < PATIENCE; i++) {
            ThreadTask before = this.runner;
            if (state == ENDED) {
                return false;
            }
            if (before == null ? move(QUEUED, RUNNING) : RUNNER.compareAndSet(this, before, runner)) {
                return true;
            }
            Thread.onSpinWait(); // the thread before is between the two writes of leave
        }
        return false;
    }

    /** Ends a run of a task that repeats, unless another thread has begun the next run. */
    final void leave(ThreadTask runner) {
        if (RUNNER.compareAndSet(this, runner, null)) {
            movedAt = System.nanoTime();
            become(QUEUED);
        }
    }

    /** Only for the thread that runs it: no fence is needed to be seen by the scanner some time later. */
    final void runBy(ThreadTask thread) {
        RUNNER.lazySet(this, thread);
    }

    /** Only for the thread that owns the current state: no fence is needed to hand it on. */
    final void become(int to) {
        STATE.lazySet(this, to);
    }
}
