/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Everything alive. Host threads add, look up and remove; one thread of ours, the reclaimer, does what can wait. The
 * work is that of two {@link IdentityTable}s: platform threads and pools have one of their own, because they are few
 * and looked at often; {@link Dependents} have a third.
 *
 * <p>Sizes are sums of counters, exact once nobody adds or ends any more.
 */
public final class Registry {
    /**
     * Entries past which new tasks are counted as dropped instead of recorded. An entry takes about a hundred bytes, so
     * that LeakTrace never takes much more than a tenth of the heap; stacks come on top, which {@link Budget} bounds.
     */
    private static final long CAPACITY =
            Math.max(10_000, Math.min(8_000_000, Runtime.getRuntime().maxMemory() / 1024));

    private static final int FIRST_SIZE = 1 << 12;
    private static final int FIRST_CARRIERS = 1 << 8;
    private static final long TASK_BYTES = 96;
    private static final long SWEPT_AFTER_NANOS = 5_000_000_000L;
    private static final long SITES_SWEPT_AFTER_NANOS = 60_000_000_000L;
    private static final long OLD_CLOCK_NANOS = 150_000_000L;

    private static final LongAdder CREATED = new LongAdder();
    private static final LongAdder ENDED = new LongAdder();
    private static final LongAdder CARRIERS = new LongAdder();
    /** Ended entries that a sweep has to unlink. */
    static final LongAdder LEFT = new LongAdder();

    /**
     * Held by our own threads while they walk over all entries, and while they unlink and resize: so a walk meets each
     * entry once. Host threads never wait for it.
     */
    private static final ReentrantLock WALK = new ReentrantLock();

    private static volatile IdentityTable carriers = new IdentityTable(FIRST_CARRIERS, LEFT);
    private static volatile IdentityTable tasks = new IdentityTable(FIRST_SIZE, LEFT);
    private static volatile long clock = System.nanoTime();
    private static volatile boolean full;
    /** How many were left at the last sweep, and when that was; touched by the reclaimer alone. */
    private static long leftAtLastSweep;

    private static long sweptAt = System.nanoTime();
    private static long sitesSweptAt = sweptAt;

    /**
     * Nanoseconds of {@link System#nanoTime()} as of the reclaimer's last tick, at most some 100 ms old; cheap to read.
     */
    public static long clock() {
        return clock;
    }

    /** Moves the clock if the reclaimer got no time to. Busy threads call it now and then. */
    static void checkClock() {
        long now = System.nanoTime();
        if (now - clock > OLD_CLOCK_NANOS) {
            clock = now;
        }
        full = isFull(CREATED.sum() - ENDED.sum() + Dependents.size());
    }

    private static boolean isFull(long live) {
        return live > capacity();
    }

    /**
     * How many tasks are recorded at a time at most. Fewer where every stack is captured: an entry may then take a
     * kilobyte instead of a hundred bytes until the next scan.
     */
    public static long capacity() {
        return Budget.isUnlimited() ? CAPACITY / 4 : CAPACITY;
    }

    /** Tasks recorded since the start. */
    public static long created() {
        return CREATED.sum();
    }

    /** Tasks that ended or were collected since the start. */
    public static long ended() {
        return ENDED.sum();
    }

    /** Heap held by entries, estimated from their number: 96 bytes, with compressed references, and 88 in a line. */
    public static long estimatedBytes() {
        return (Math.max(0, CREATED.sum() - ENDED.sum()) + Dependents.size()) * TASK_BYTES
                + 4L * (tasks.size() + carriers.size());
    }

    static void add(TableTask task) {
        if (isAdmitted(task)) {
            if (task instanceof Promise) {
                Dependents.promised(); // before it can be over
            }
            IdentityTable table = tableOf(task);
            table.add(task);
            if (table == carriers) {
                CARRIERS.increment();
            }
        }
    }

    /** Adds a submission of an object that may have been submitted before and not started yet. */
    static void addSubmission(Object object, TableTask task) {
        if (isAdmitted(task)) {
            tasks.addSubmission(object, task);
        }
    }

    /** Adds a submission to a pool whose queue keeps the order. */
    static void addInOrder(Line line, Task task) {
        if (isAdmitted(task)) {
            task.again = Task.CLOSED; // it is in no bucket
            line.offer(task);
        }
    }

    /**
     * Lets a submission go on under another entry, whose object is in no queue yet, so that nobody looks for it meanwhile.
     *
     * @param before the object of the old one. It was in no queue for this submission either; but it may be in one for
     *     another that was not replaced, and be taken from there just now, as the oldest of this object: with the origin
     *     of this one, which is worse than none. So what runs there loses its entry, and the other its place in the queue
     */
    static void replace(Task old, TableTask continued, Object before) {
        Pool pool = continued.pool;
        if (old.move(Task.QUEUED, Task.ENDED)) {
            ended(old, Task.QUEUED);
        } else {
            old.end();
            Task other = before == null ? null : take(before, pool, false);
            if (other != null) {
                other.end();
            }
        }
        Line line = pool != null && pool.inOrder ? pool.line : null;
        if (line != null) {
            addInOrder(line, continued);
        } else if (pool != null) {
            addSubmission(continued.get(), continued);
        } else {
            add(continued);
        }
        CREATED.decrement(); // both are the same task
        ENDED.decrement();
    }

    private static boolean isAdmitted(Task task) {
        if (full && !(task instanceof ThreadTask || task instanceof Pool)) { // these are few, and carry the others
            Health.dropped();
            task.become(Task.ENDED);
            return false;
        }
        CREATED.increment();
        Scope.created(task);
        return true;
    }

    private static IdentityTable tableOf(Task task) {
        return task instanceof Pool || (task instanceof ThreadTask && !((ThreadTask) task).virtual) ? carriers : tasks;
    }

    /**
     * The entry of an object of the host, or null if it has none that is alive; of a pool, if it is one, rather than of
     * a task. Identity decides; nothing of the object is called. Any thread.
     */
    public static Task find(Object object) {
        if (object == null) {
            return null;
        }
        Task found = carriers.find(object);
        return found != null ? found : tasks.find(object);
    }

    /** The entry of a task that is neither a platform thread nor a pool, or null. */
    static Task findTask(Object object) {
        return tasks.find(object);
    }

    /** The entry of a thread, or null. */
    static ThreadTask findThread(Thread thread) {
        IdentityTable table = Current.isVirtual(thread) ? tasks : carriers;
        Task found = table.find(thread);
        return found instanceof ThreadTask ? (ThreadTask) found : null;
    }

    /** The entry of an executor, or null. */
    static Pool findPool(Object executor) {
        Task found = carriers.find(executor);
        return found instanceof Pool ? (Pool) found : null;
    }

    /** The oldest submission of this object that fits, made running: see {@link IdentityTable#take}. */
    static Task take(Object object, Pool pool, boolean handedOn) {
        Line line = pool == null ? null : pool.line;
        Task task = line == null ? null : line.takeOldest(object);
        if (task == null && line != null && !isStage(object)) {
            task = line.take(object);
        }
        if (task == null) {
            task = tasks.take(object, pool, handedOn);
        }
        return task == null && line != null && isStage(object) ? line.take(object) : task;
    }

    /** Async stages have an entry before they are submitted, nearly all of them, so they wait in the table. */
    private static boolean isStage(Object object) {
        return object instanceof CompletableFuture.AsynchronousCompletionTask;
    }

    /**
     * Every entry that waits or is known by its object, once, also ended ones that no sweep has unlinked; those that
     * come meanwhile perhaps. What runs is found by its thread, and not always here.
     */
    static void forEach(Consumer<Task> visitor) {
        WALK.lock();
        try {
            carriers.forEach(visitor);
            carriers.forEach(new LineVisitor(visitor));
            tasks.forEach(visitor);
        } finally {
            WALK.unlock();
        }
    }

    /** Visits the lines of pools. */
    private static final class LineVisitor implements Consumer<Task> {
        /** Null to drop what has ended instead of visiting. */
        private final Consumer<Task> visitor;

        LineVisitor(Consumer<Task> visitor) {
            this.visitor = visitor;
        }

        @Override
        public void accept(Task task) {
            Line line = task instanceof Pool ? ((Pool) task).line : null;
            if (line != null && visitor == null) {
                line.passStarted();
                line.dropEnded();
            } else if (line != null) {
                line.forEach(visitor);
            }
        }
    }

    /** Every platform thread and every pool, as {@link #forEach} shows them. */
    static void forEachCarrier(Consumer<Task> visitor) {
        WALK.lock();
        try {
            carriers.forEach(visitor);
        } finally {
            WALK.unlock();
        }
    }

    /** Called once per task, by whoever ended it. */
    static void ended(Task task, int before) {
        ENDED.increment();
        Scope.ended(task);
        if (task instanceof Pool && ((Pool) task).line != null) {
            ((Pool) task).line.endAll(); // nothing else leads to them, and what never started never will
        }
        Pool pool = task.pool;
        if (before == Task.QUEUED && pool != null && pool.forkJoin) {
            Pool.LEFT_QUEUE.increment();
        }
        IdentityTable table = tableOf(task);
        if (table == carriers) {
            CARRIERS.decrement();
        }
        boolean inLine = task.again == Task.CLOSED;
        boolean closed = inLine || (task.again == null && Task.AGAIN.compareAndSet(task, null, Task.CLOSED));
        task.outer = null;
        if (task instanceof CarrierTask) {
            ((CarrierTask) task).carried = null;
        }
        if (task instanceof Promise) {
            Dependents.promiseOver((Promise) task);
        }
        if (!task.keepsStack) {
            task.stack = null;
            task.parent = null;
            if (closed && !inLine && table.pop((TableTask) task)) {
                return;
            }
        }
        if (!inLine || before == Task.QUEUED) { // else it has left its line, and nobody will meet it again
            LEFT.increment();
            if (closed) {
                task.clear(); // spares the collector from enqueueing it
            }
        }
        task.pool = null;
        task.runBy(null);
    }

    /** The reclaimer's turn: moves the clock, ends what was collected, and unlinks and resizes when it is worth it. */
    static void tick() {
        clock = System.nanoTime();
        Reference<?> gone;
        while ((gone = Task.cleared.poll()) != null) {
            collected((Task) gone);
        }
        long live = CREATED.sum() - ENDED.sum();
        full = isFull(live + Dependents.size());
        if (WALK.tryLock()) { // else the next turn does it: the clock must not stand still
            try {
                clean(live);
            } finally {
                WALK.unlock();
            }
        }
        if (clock - sitesSweptAt > SITES_SWEPT_AFTER_NANOS) {
            Sites.sweep(clock);
            sitesSweptAt = clock;
        }
        Budget.tick(clock, live);
    }

    private static void collected(Task task) {
        if (task instanceof Dependent) {
            Dependents.collected((Dependent) task);
        } else {
            Abandoned.end(task);
        }
    }

    private static void clean(long live) {
        long left = LEFT.sum();
        boolean many = left - leftAtLastSweep > Math.max(1_000, live / 4);
        boolean late = left > leftAtLastSweep && clock - sweptAt > SWEPT_AFTER_NANOS;
        if (many || late) { // late: what has ended may hold a stack, and with it a class loader
            tasks.sweep();
            carriers.sweep();
            carriers.forEach(new LineVisitor(null));
            leftAtLastSweep = left;
            sweptAt = clock;
        }
        tasks.growFor(live);
        carriers.growFor(CARRIERS.sum());
        Dependents.clean();
    }

    /** Forgets everything, and every thread's idea of itself; only when no hook and no reclaimer runs. */
    static void clear() {
        Current.forget();
        Task.cleared = new ReferenceQueue<>(); // what threads still refer to is not to be counted as ended later
        tasks = new IdentityTable(FIRST_SIZE, LEFT);
        carriers = new IdentityTable(FIRST_CARRIERS, LEFT);
        CREATED.reset();
        ENDED.reset();
        CARRIERS.reset();
        LEFT.reset();
        leftAtLastSweep = 0;
        full = false;
        Dependents.clear();
        Abandoned.clear();
        Sites.clear();
        Budget.clear();
    }

    private Registry() {}
}
