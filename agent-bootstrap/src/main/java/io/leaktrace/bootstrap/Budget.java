/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What capturing stacks may cost: a bucket of nanoseconds that the reclaimer fills with a share of the time that
 * passes, and that host threads take from in small helpings, so that they meet here only once in some twenty captures.
 * What must be captured in any case is taken from it too, if need be as a debt.
 *
 * <p>The budget is a limit and no aim: while all stacks together would cost more, a site whose stacks agree gets no more of
 * them than it takes to notice when they no longer do.
 */
public final class Budget {
    private static final long SECOND = 1_000_000_000L;
    private static final long HELPING = 50_000;
    private static final long SMALL_HELPING = 2_000;
    /** One creation in so many may be captured while the bucket is nearly empty, so that it lasts until it is filled. */
    private static final int SPREAD = 32;
    /** A capture that seems to take longer was interrupted by something else. */
    private static final long LONGEST_NANOS = 50_000;
    /** How much more than the budget may go to sites that have produced a finding. */
    private static final int URGENT = 10;
    /** One part in so many is not for capturing stacks, but for our own threads to compare them. */
    private static final int COMPARING = 4;

    /** Raw stacks, of about a kilobyte, that may be kept from scan to scan: a sixteenth of the heap. */
    private static final long MOST_RAW = Runtime.getRuntime().maxMemory() >> 14;

    private static final AtomicLong LEFT = new AtomicLong(SECOND / 100);
    private static final AtomicLong LEFT_URGENT = new AtomicLong();
    private static final AtomicLong LEFT_TO_COMPARE = new AtomicLong();
    private static final LongAdder NANOS = new LongAdder();
    private static final LongAdder EXACT = new LongAdder();
    private static final LongAdder REFUSED = new LongAdder();

    private static volatile boolean unlimited = true;
    /** What capturing may cost. */
    private static volatile long nanosPerSecond = SECOND / 100;

    private static volatile boolean indebted;
    private static volatile boolean crowded;
    private static volatile boolean exceeded;
    /** What one capture costs, in nanoseconds: a moving average that threads may spoil for each other a little. */
    private static long usual;

    private static long exactAtTick;
    private static long refusedAtTick;
    private static volatile long exactWhenResolved;
    private static volatile long lastFill = System.nanoTime();

    /**
     * Sets the share of one core that capturing may cost, or that it may cost anything. Any thread.
     *
     * @param share for example 0.01
     * @param noLimit whether every stack is captured, whatever it costs
     */
    public static void set(double share, boolean noLimit) {
        long all = (long) (share * SECOND);
        nanosPerSecond = all - all / COMPARING;
        LEFT.set(nanosPerSecond);
        LEFT_URGENT.set(nanosPerSecond);
        LEFT_TO_COMPARE.set(nanosPerSecond / (COMPARING - 1));
        exceeded = false; // the new one was not, yet
        unlimited = noLimit;
    }

    /** CPU time spent on capturing stacks and comparing them so far, in nanoseconds. */
    public static long nanos() {
        return NANOS.sum();
    }

    /** How many stacks were captured so far. */
    public static long exact() {
        return EXACT.sum();
    }

    /**
     * How many tasks were not captured so far.
     *
     * @param represented those for which a stack of their site stands, or the others
     */
    public static long uncaptured(boolean represented) {
        return Sites.uncaptured(represented);
    }

    /** What our own threads may spend now on comparing stacks, in nanoseconds; not positive if nothing. */
    public static long leftToCompare() {
        return LEFT_TO_COMPARE.get();
    }

    /** Counts what our own threads have spent on comparing stacks. */
    public static void spentOnComparing(long nanos) {
        NANOS.add(nanos);
        LEFT_TO_COMPARE.addAndGet(-nanos);
    }

    static boolean isUnlimited() {
        return unlimited;
    }

    /** Whether much more was spent than there was, or there is no memory: then even rare sites are captured seldom. */
    static boolean isIndebted() {
        return indebted || crowded;
    }

    /**
     * Whether this thread may capture a stack that need not be captured.
     *
     * @param trusted whether it would most likely say what is known
     */
    static boolean allows(ThreadTask self, boolean trusted) {
        return !crowded && !(trusted && exceeded) && (self.allowance > 0 || help(self));
    }

    /** So many were not. */
    static void refused(int captures) {
        REFUSED.add(captures);
    }

    /** Whether it is enough for a stack that says what some others are: one of many, so it need not be asked for. */
    static boolean hasLeft() {
        return !crowded && LEFT.get() > 0;
    }

    /**
     * Whether a stack may be captured that says what many others are, though all is spent: what comes next pays. Less debt
     * than makes rare sites wait, because those are made by what must be captured.
     */
    static boolean allowsDebt() {
        return !crowded && LEFT.get() > -(nanosPerSecond >> 2);
    }

    /** Says that so many stacks take little memory from now on: the scanner has made frames of them. */
    static void resolved(long exact) {
        exactWhenResolved = exact;
    }

    /** A thread has ended: it gives back what it has not spent, or pays what it owes. */
    static void settle(ThreadTask ended) {
        if (ended.allowance != 0) {
            LEFT.addAndGet(ended.allowance);
            ended.allowance = 0;
        }
        if (ended.refused != 0) {
            refused(ended.refused % Recorder.TOLD_AFTER);
            ended.tellUncaptured();
        }
    }

    private static boolean help(ThreadTask self) {
        long left = LEFT.get();
        if (left <= 0) {
            return false;
        }
        boolean plenty = left > plenty(nanosPerSecond);
        if (!plenty && (self.created + self.hash & (SPREAD - 1)) != 0) {
            return false;
        }
        long helping = plenty ? HELPING : SMALL_HELPING;
        LEFT.addAndGet(-helping);
        self.allowance += helping;
        return self.allowance > 0;
    }

    private static long plenty(long perSecond) {
        return perSecond >> 2;
    }

    /** Whether a stack may be captured at a site that has produced a finding. */
    static boolean allowsUrgent() {
        return LEFT_URGENT.get() > 0;
    }

    /** The stack of this moment, on account of this thread. */
    static Capture capture(ThreadTask self, Site site, boolean urgent) {
        long before = System.nanoTime();
        Capture capture = new Capture(site);
        long cost = Math.min(System.nanoTime() - before, LONGEST_NANOS);
        NANOS.add(cost);
        EXACT.increment();
        usual += (cost - usual) >> 4;
        if (urgent) {
            LEFT_URGENT.addAndGet(-cost);
        } else {
            self.allowance -= cost;
            if (self.allowance < -HELPING) {
                LEFT.addAndGet(self.allowance);
                self.allowance = 0;
            }
        }
        return capture;
    }

    /** Fills the bucket for the time since it was filled last; the reclaimer only. */
    static void tick(long now, long live) {
        long exact = EXACT.sum();
        crowded = Math.min(live, exact - exactWhenResolved) > MOST_RAW;
        long perSecond = nanosPerSecond;
        double passed = (now - lastFill) / (double) SECOND;
        double seconds = Math.min(1, passed);
        lastFill = now;
        long refused = REFUSED.sum();
        boolean tooMuch = (exact - exactAtTick + refused - refusedAtTick) * usual > perSecond * passed;
        exceeded = tooMuch && (exceeded || LEFT.get() < plenty(perSecond));
        exactAtTick = exact;
        refusedAtTick = refused;
        fill(LEFT, perSecond, seconds);
        fill(LEFT_URGENT, perSecond * URGENT, seconds);
        fill(LEFT_TO_COMPARE, perSecond / (COMPARING - 1), seconds);
        indebted = LEFT.get() < -(nanosPerSecond >> 1);
    }

    /** It holds no more than the budget of one second, and a debt of more is forgiven. */
    private static void fill(AtomicLong bucket, long perSecond, double seconds) {
        long left = bucket.get();
        long filled = (long) Math.max(-perSecond, Math.min(perSecond, left + perSecond * seconds));
        bucket.addAndGet(filled - left);
    }

    static void clear() {
        NANOS.reset();
        EXACT.reset();
        REFUSED.reset();
        exactWhenResolved = 0;
        exactAtTick = 0;
        refusedAtTick = 0;
        exceeded = false;
    }

    private Budget() {}
}
