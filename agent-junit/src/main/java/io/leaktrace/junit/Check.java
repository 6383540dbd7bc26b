/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One question: what leaked out of this scope? Asks at once, then again and again with growing pauses until nothing is
 * left or the time is over. That is goleak's way, from 1 µs doubling to 100 ms, so that a clean test costs nothing.
 *
 * @param scope null for everything that came out of no scope or of one that nobody has asked about
 * @param owned whether it is over with the question, so that nobody need ask again
 * @param outside without a scope, which of the tasks that came out of none are meant too: {@code none}, those {@code younger}
 * than LeakTrace, or {@code all}, with the threads that were there when it came
 */
record Check(@Nullable Object scope, boolean owned, String outside, Settings settings) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long FIRST_PAUSE_NANOS = 1_000;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    /** Before that a quick look is enough: most tasks that are about to end do so within the first millisecond. */
    private static final long CLOSE_LOOK_FROM_NANOS = 1_000_000;

    static Check of(Object scope, Settings settings) {
        return new Check(scope, true, "none", settings);
    }

    /** Of the scope that this code is in, else of everything. */
    static Check here(Settings settings) {
        boolean attachedNow = Agent.require();
        Object current = Agent.current();
        return new Check(current, false, current != null ? "none" : attachedNow ? "all" : "younger", settings);
    }

    /** Throws an error if something leaked. */
    void verify() {
        List<Leak> leaks = patiently();
        if (owned && scope != null) {
            Agent.close(scope);
        }
        Told.add(leaks);
        if (!leaks.isEmpty() && !Baseline.takes(leaks)) {
            Reports.add(leaks);
            throw new LeakError(Message.of(leaks, settings.within()), leaks);
        }
    }

    /** What leaked, after waiting for it to end. An interrupted thread waits all the same, and stays interrupted. */
    List<Leak> patiently() {
        settings.verify();
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + nanos(settings.within());
        long pause = scope == null ? CLOSE_LOOK_FROM_NANOS : FIRST_PAUSE_NANOS;
        try {
            while (scope == null || Agent.isAnyAlive(scope)) {
                long left = end - System.nanoTime();
                if (left <= 0 || pause >= CLOSE_LOOK_FROM_NANOS) {
                    Settings.Look look = settings.look(scope, outside);
                    if (look.isClean() || left <= 0) {
                        return confirmed(look.leaks());
                    }
                }
                LockSupport.parkNanos(this, Math.max(1, Math.min(pause, left)));
                interrupted |= Thread.interrupted();
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            return List.of();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long nanos(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
    }

    /** Those without a thread may be nothing but garbage, which only the collector can tell. */
    private List<Leak> confirmed(List<Leak> leaks) {
        if (leaks.stream().noneMatch(Leak::isCollectable)) {
            return leaks;
        }
        List<Leak> sure = new ArrayList<>(leaks);
        sure.removeIf(Leak::isCollectable);
        if (collects()) {
            for (Leak now : settings.look(scope, outside).leaks()) {
                if (now.isCollectable() && leaks.stream().anyMatch(now::isStill)) {
                    sure.add(now);
                }
            }
        }
        return sure;
    }

    /** Has garbage collected; false if the JVM does not do so when asked. */
    private static boolean collects() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        System.gc();
        return garbage.get() == null;
    }
}
