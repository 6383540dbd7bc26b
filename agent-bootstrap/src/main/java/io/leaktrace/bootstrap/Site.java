/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where tasks come from, as far as a probe can tell without looking at the stack: the class of what was submitted, the
 * last three marked calls the thread was inside of, and the same of the task it was running. Nearly always tasks of one
 * site have one stack; whether they do is found out by comparing those that are captured, as long as the site is used.
 *
 * <p>Every site is captured a few times in each tick of the clock, so rare ones always, and the more seldom the longer a
 * burst lasts; what a busy one creates beyond that and beyond the {@link Budget} refers to a {@link Gap} between two
 * captures instead. What that means is decided when somebody asks: if all stacks captured until then agree, and one of
 * them is from after the task, theirs is shown as representative, else none. So a site that turns out to have two stacks
 * takes back what it said of tasks before. What stays possible is that a second line, used for less than a sixteenth of
 * a burst, falls between two captures of the first: therefore a representative is marked as such wherever it is shown.
 *
 * <p>Written by host threads without synchronisation: a lost count makes a stack more or less to compare. Judged by the
 * scanner's threads, one at a time.
 */
public final class Site extends WeakReference<Class<?>> {
    private static final int SAMPLES = 16;
    /** Samples that are still compared in each tick once enough have agreed. */
    private static final int LATER_SAMPLES = 2;

    /** Equal stacks after which a site has earned a representative. */
    private static final int TRUSTED_AFTER = 8;

    private static final int CAPTURED_EACH_TICK = 16;
    /**
     * A gap that makes up more than one in so many of the tasks since the tick, or of those in the tick before, is to be
     * ended; as a power of two.
     */
    private static final int LARGEST_GAP_SHIFT = 4;
    /** Uncaptured tasks in a tick after which the captures that end gaps are enough for the next. */
    private static final int BUSY = CAPTURED_EACH_TICK << (LARGEST_GAP_SHIFT - 1);
    /** Ticks from one capture to the next while there is a debt; a power of two. */
    private static final int PATIENCE = 8;

    private static final AtomicLongFieldUpdater<Site> UNCAPTURED =
            AtomicLongFieldUpdater.newUpdater(Site.class, "uncaptured");

    private static final AtomicIntegerFieldUpdater<Site> UNJUDGED =
            AtomicIntegerFieldUpdater.newUpdater(Site.class, "unjudged");

    /** Stands for all sites when there are too many. Never trusted. */
    static final Site UNKNOWN = new Site(null, Kind.EXECUTOR_TASK, 0, 0, 0);

    private static final AtomicIntegerFieldUpdater<Site> CAPTURED =
            AtomicIntegerFieldUpdater.newUpdater(Site.class, "captured");

    final Kind kind;
    final long mark;
    final int base;
    final int hash;
    /** Next in the bucket of {@link Sites}. */
    volatile Site next;
    /** Whether it waits to be judged: 1 or 0. */
    private volatile int unjudged;
    /** Whether it was taken out: threads that remember it look for another. */
    volatile boolean gone;
    /** When it was last used, by the clock. */
    long usedAt;

    private final AtomicReferenceArray<Capture> samples = new AtomicReferenceArray<>(SAMPLES);
    private int sampled;
    /** How many captures were begun. */
    private volatile int captured;

    private int capturedInTick;

    private volatile long uncaptured;
    private long uncapturedAtTick;
    private long uncapturedInLastTick;
    private long uncapturedAtCapture;
    private Gap gap;
    private volatile long suspectUntil;

    /** How many captures there were up to the last that was judged. */
    private volatile int judged;

    private Object candidate;
    private int agreed;
    private boolean differs;
    private volatile Object representative;

    Site(Class<?> type, Kind kind, long mark, int base, int hash) {
        super(type);
        this.kind = kind;
        this.mark = mark;
        this.base = base;
        this.hash = hash;
        this.differs = type == null; // it is many sites in one
        this.suspectUntil = Registry.clock();
    }

    /** Whether a task created here now is to be captured, whatever the budget says. Host threads. */
    boolean isDue(long clock) {
        if (usedAt != clock) {
            usedAt = clock;
            capturedInTick = 0;
            uncapturedInLastTick = uncaptured - uncapturedAtTick;
            uncapturedAtTick = uncaptured;
        }
        if (captured >= TRUSTED_AFTER && capturedInTick >= allowedInTick(clock)) {
            return false;
        }
        capturedInTick++;
        return true;
    }

    private int allowedInTick(long clock) {
        if (!Budget.isIndebted()) {
            return representative != null && uncapturedInLastTick > BUSY ? 1 : CAPTURED_EACH_TICK;
        }
        return representative == null || (clock >>> 27 & (PATIENCE - 1)) == (hash & (PATIENCE - 1)) ? 1 : 0;
    }

    /** Whether it has produced a finding lately. Host threads. */
    boolean isSuspect(long clock) {
        return suspectUntil - clock > 0;
    }

    /** Whether so many tasks were not captured in a row that it should be known what they are. Host threads. */
    boolean hasLargeGap() {
        long since = uncaptured;
        long usual = Math.max(since - uncapturedAtTick, uncapturedInLastTick);
        return since - uncapturedAtCapture > usual >> LARGEST_GAP_SHIFT;
    }

    /** What a task refers to that is created here now and not captured. Host threads. */
    Gap gap() {
        Gap now = gap;
        int before = captured;
        if (now == null || now.isBefore(before)) {
            now = new Gap(this, before);
            gap = now;
        }
        return now;
    }

    /** Numbers the capture that is about to be made: it ends every gap that is open now. Host threads. */
    int nextCapture() {
        return CAPTURED.incrementAndGet(this);
    }

    /** Keeps a stack to be compared; if there are enough, in place of the one before. Host threads. */
    void sample(Capture stack) {
        uncapturedAtCapture = uncaptured;
        if (differs) {
            return; // nothing more can be learned from it
        }
        int i = Math.min(sampled, (representative == null ? SAMPLES : LATER_SAMPLES) - 1);
        samples.lazySet(i, stack);
        sampled = i + 1;
        // exchanged, also by the judge: a sample nobody comes back for would hold its code's class loader
        if (UNJUDGED.getAndSet(this, 1) == 0) {
            Sites.toJudge(this);
        }
    }

    void addUncaptured(int tasks) {
        UNCAPTURED.addAndGet(this, tasks);
    }

    void forgetUncaptured() {
        uncaptured = 0;
    }

    /** The stacks captured since the last call; only for the thread that judges. */
    public Throwable[] takeSamples() {
        UNJUDGED.getAndSet(this, 0);
        sampled = 0;
        Throwable[] all = new Throwable[SAMPLES];
        int count = 0;
        for (int i = 0; i < SAMPLES; i++) { // one that is written while we count would else hold its class loader
            Throwable sample = samples.get(i) == null ? null : samples.getAndSet(i, null);
            if (sample != null) {
                all[count++] = sample;
            }
        }
        Throwable[] taken = new Throwable[count];
        System.arraycopy(all, 0, taken, 0, count);
        return taken;
    }

    /** Compares the origin of one more sample with those before; only for the thread that judges. */
    public void judge(Throwable sample, Object origin) {
        if (differs) {
            return;
        }
        if (candidate == null) {
            candidate = origin;
        }
        contradict(origin);
        if (!differs && ++agreed >= TRUSTED_AFTER) {
            representative = candidate;
        }
        judged = Math.max(judged, ((Capture) sample).number);
    }

    /** A stack that was captured here turns out to have this origin; only for the thread that judges. */
    public void contradict(Object origin) {
        if (candidate != null && !candidate.equals(origin)) {
            differs = true;
            candidate = null;
            representative = null;
        }
    }

    /** Begins to compare anew, for stacks are cut off elsewhere from now on; only for the thread that judges. */
    public void judgeAnew() {
        candidate = null;
        agreed = 0;
        representative = null;
    }

    /** The site at which this stack was captured, or null; null also for anything else. Any thread. */
    public static Site of(Object stack) {
        return stack instanceof Capture ? ((Capture) stack).site : null;
    }

    /** The origin on which all captures of this site agree, or null if they do not or are too few. Any thread. */
    public Object representative() {
        return representative;
    }

    /** The same for what was created when there were so many captures, if there is a later one among them. Any thread. */
    Object representative(int captures) {
        return captures < judged ? representative : null;
    }

    /** From now until then, by {@link System#nanoTime()}, its tasks are captured even beyond the budget. */
    public void suspectUntil(long nanoTime) {
        suspectUntil = nanoTime;
    }

    /** How many of its tasks were not captured; at most each thread's last {@code Recorder.TOLD_AFTER} late. */
    public long uncaptured() {
        return uncaptured;
    }
}
