/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * One entry of the {@link Registry}: a weak reference to the host's object together with its origin. Created and moved
 * from state to state by probes on host threads; read by the scanner. Holds no strong reference to anything of the
 * host: the stack is a Throwable only until the scanner has replaced it by plain frames, because a Throwable pins its
 * creator's class loader.
 *
 * <p>Visibility: fields without {@code volatile} are written before the entry is published by a compare-and-set of the
 * registry, or are racy hints which the scanner reads twice.
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

    private static final AtomicIntegerFieldUpdater<Task> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Task.class, "state");
    static final AtomicReferenceFieldUpdater<Task, Object> AGAIN =
            AtomicReferenceFieldUpdater.newUpdater(Task.class, Object.class, "again");
    private static final AtomicReferenceFieldUpdater<Task, ThreadTask> RUNNER =
            AtomicReferenceFieldUpdater.newUpdater(Task.class, ThreadTask.class, "runner");

    static final ReferenceQueue<Object> CLEARED = new ReferenceQueue<>();

    /** What it is. */
    public final Kind kind;
    /** Identity hash of the host's object: compares with what the JVM prints of it. */
    public final int hash;
    /** When it was created, in {@link System#nanoTime()}. */
    public final long createdAt;
    /** The task in which it was created, or null if unknown. A record of ours, never the host's object. */
    public volatile Task parent;
    /** Name of the creating thread at that time, or null if the task existed before LeakTrace. */
    public final String creatorName;
    /** The raw Throwable, later what the scanner made of it, or null if the task existed before LeakTrace. */
    public volatile Object stack;
    /** The executor it was handed to, or null. */
    public volatile Pool pool;
    /**
     * Whether an executor outside the JDK may start it, perhaps wrapped, where only the call of its run method is seen.
     */
    volatile boolean handedOn;
    /** The thread that runs it, or null. */
    public volatile ThreadTask runner;
    /** When it last started to run or was last queued, in {@link System#nanoTime()}. */
    public volatile long movedAt;
    /** Repeats until cancelled, so its end of run is not its end. */
    public final boolean periodic;
    /** The task that was running on the same thread when this one started. */
    public volatile Task outer;
    /** Another object by which it is known, such as the future that a stage completes; or null. */
    public volatile WeakReference<Object> result;
    /** Number shown to users, given by the scanner when it first looks; 0 before. */
    public long id;
    /** What the scanner remembers of it from scan to scan; no other thread touches it. */
    public Object notes;

    /** Later submissions of the same object, oldest first: null, a queue, or {@link #CLOSED}. */
    volatile Object again;
    /** Next in the bucket, for registry tables of even and odd generation. */
    volatile Task nextEven, nextOdd;
    /** Whether others were created in it, so its stack is worth keeping after its end. */
    boolean hasChildren;
    /** The submission in the course of which this one was made, while it is being made. */
    Task enclosing;

    /** The submission that an executor outside the JDK carries on by this one: the object inside this one's object. */
    Task wrapped;
    /** How many ancestors it has, as far as links were kept. */
    private final int depth;

    private volatile int state;

    Task(Object object, Kind kind, int state, boolean periodic, Task parent, String creatorName, Object stack) {
        super(object, CLEARED);
        this.kind = kind;
        this.hash = System.identityHashCode(object);
        this.state = state;
        this.periodic = periodic;
        this.createdAt = System.nanoTime();
        this.movedAt = createdAt;
        this.creatorName = creatorName;
        this.stack = stack;
        this.parent = parent;
        if (parent == null) {
            this.depth = 0;
        } else {
            parent.hasChildren = true;
            this.depth = parent.depth + 1;
            if (depth % KEPT_ANCESTORS == 0) {
                cutChain();
            }
        }
    }

    /**
     * Tasks that submit their successor form an endless chain of ancestors; each {@link #KEPT_ANCESTORS} generations,
     * the part beyond that many is let go. A living ancestor keeps its own.
     */
    private void cutChain() {
        Task ancestor = this;
        for (int i = 0; i < KEPT_ANCESTORS && ancestor != null; i++) {
            ancestor = ancestor.parent;
        }
        if (ancestor != null && ancestor.isOver()) {
            ancestor.parent = null;
        }
    }

    /** One of {@link #PENDING}, {@link #QUEUED}, {@link #RUNNING}, {@link #ENDED}. Any thread. */
    public final int state() {
        return state;
    }

    /** Whether it is over, or its object was collected. Any thread. */
    public final boolean isOver() {
        return state == ENDED || refersTo(null);
    }

    /** Ends it, once: true for the caller that did. The scanner calls it for ends that no probe sees. Any thread. */
    public final boolean end() {
        if (STATE.getAndSet(this, ENDED) == ENDED) {
            return false;
        }
        Registry.ended(this);
        return true;
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

    /** Only for the thread that owns the current state: no fence is needed to hand it on. */
    final void become(int to) {
        STATE.lazySet(this, to);
    }

    final Task next(boolean odd) {
        return odd ? nextOdd : nextEven;
    }

    final void setNext(boolean odd, Task next) {
        if (odd) {
            nextOdd = next;
        } else {
            nextEven = next;
        }
    }
}
