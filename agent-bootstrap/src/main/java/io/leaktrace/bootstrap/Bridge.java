/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one door between the isolated core and the rest of the process; JDK and bootstrap types only. Any thread may
 * call.
 */
public final class Bridge {
    private static volatile Function<String, String> control;
    private static volatile Object presence;

    /** Sets what answers commands to the running agent, or null when it has gone. */
    public static void control(Function<String, String> answer) {
        control = answer;
    }

    /** What answers commands to the running agent, or null if none runs. */
    public static Function<String, String> control() {
        return control;
    }

    /** Keeps what shows other processes that the agent is in: the JVM can create it only once. */
    public static void presence(Object marker) {
        presence = marker;
    }

    /** What {@link #presence(Object)} kept, or null. */
    public static Object presence() {
        return presence;
    }

    /** Shows every entry to the visitor, some perhaps twice, ended ones included; for the scanner's thread. */
    public static void forEach(Consumer<Task> visitor) {
        Registry.forEach(visitor);
    }

    /** Shows every platform thread and every pool to the visitor, ended ones included; for the scanner's threads. */
    public static void forEachCarrier(Consumer<Task> visitor) {
        Registry.forEachCarrier(visitor);
    }

    /** Shows every site to the visitor; for the scanner's threads. */
    public static void forEachSite(Consumer<Site> visitor) {
        Sites.forEach(visitor);
    }

    /** The next site that has new stacks to be compared, or null; for whoever judges them, one thread at a time. */
    public static Site siteToJudge() {
        return Sites.toJudge();
    }

    /** Whether there is one. */
    public static boolean isAnySiteToJudge() {
        return Sites.anyToJudge();
    }

    /**
     * Says that no raw stack of before this scan is left; for the scanner's thread.
     *
     * @param exact how many were captured by then: {@link Budget#exact()}
     */
    public static void stacksResolved(long exact) {
        Budget.resolved(exact);
    }

    /** Records a thread that started before LeakTrace did; returns its entry, old or new. */
    public static ThreadTask adopt(Thread thread) {
        return Current.adopt(thread);
    }

    /**
     * Marks the current thread as ours: never listed, and nothing it does is recorded.
     *
     * @return whether it was ours before, to be given to {@link #releaseThread} if this is for a while
     */
    public static boolean claimThread() {
        ThreadTask self = Current.self();
        boolean before = self.busy;
        self.busy = true;
        return before;
    }

    /** Lets the current thread be recorded again, unless it was ours before {@link #claimThread()}. */
    public static void releaseThread(boolean before) {
        Current.self().busy = before;
    }

    /** Registers an executor of the JVM itself, whose tasks are not recorded. */
    public static void ignorePool(Object executor) {
        if (Registry.findPool(executor) == null) {
            Registry.add(new Pool(executor, true, false, null, null, null));
        }
    }

    /**
     * Makes probes look at every start: after an attach, workers that were waiting do not pass their own hooks once.
     */
    public static void lookAtEveryStart() {
        Recorder.handsOnSeen = true;
    }

    /** Moves the coarse clock and reclaims what has ended; for the reclaimer's thread alone. */
    public static void tick() {
        Registry.tick();
    }

    /** Forgets everything recorded, after the hooks were removed; for the thread that detaches. */
    public static void forgetAll() {
        Registry.clear();
    }

    /**
     * Runs every probe once, before any hook exists: loading a class from inside a hook could recurse or deadlock.
     * Leaves nothing recorded, and recording off.
     */
    public static void warmUp() {
        WarmUp.run();
    }

    private Bridge() {}
}
