/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides in which state a thread is and what its wait is called. One instance per scan. */
final class ThreadStates {
    /** The outcome for one thread; the wait is null while it runs. */
    record Verdict(State state, @Nullable String waitName) {}

    private final ScanContext context;
    private final Map<ThreadTask, Verdict> carried = new HashMap<>();
    private @Nullable Boolean classInitialising;

    ThreadStates(ScanContext context) {
        this.context = context;
    }

    /** The state of a thread, as its own if it runs no task, else as that of the tasks it runs. */
    Verdict of(ThreadTask thread, ThreadLook look, boolean own) {
        return own ? decide(thread, look, true) : carried.computeIfAbsent(thread, t -> decide(t, look, false));
    }

    private Verdict decide(ThreadTask thread, ThreadLook look, boolean own) {
        List<StackTraceElement> frames = look.frames();
        if (look.state() == Thread.State.RUNNABLE) {
            String io = Waits.io(frames);
            if (io != null) {
                return judged(thread, frames, State.IO, io, own);
            }
            return isStuckInClassInit(look)
                    ? new Verdict(State.WAITING, Waits.CLASS_INIT)
                    : new Verdict(State.RUNNING, null);
        }
        if (look.state() == Thread.State.BLOCKED) {
            return new Verdict(State.BLOCKED, Waits.MONITOR);
        }
        if (look.state() == Thread.State.NEW || look.state() == Thread.State.TERMINATED) {
            return new Verdict(State.RUNNING, null);
        }
        State state = look.state() == Thread.State.WAITING ? State.WAITING : State.TIMED_WAITING;
        if (frames.isEmpty()) {
            // not read, because it has not waited long: only what probes know
            return thread.idle && own
                    ? new Verdict(State.IDLE, "ThreadPoolExecutor.getTask")
                    : new Verdict(state, null);
        }
        String io = Waits.io(frames);
        return judged(thread, frames, io == null ? state : State.IO, io == null ? Waits.name(frames) : io, own);
    }

    private Verdict judged(ThreadTask thread, List<StackTraceElement> frames, State state, String wait, boolean own) {
        boolean idle = own
                ? context.idle().isIdle(thread, frames, wait)
                : context.idle().isLoop(thread, frames, wait);
        return new Verdict(idle ? State.IDLE : state, wait);
    }

    /**
     * The JVM shows a thread that waits for another one's class initialisation as runnable. It is taken for that only
     * if it used no CPU for as long as the threshold, is in no native method, and some thread is in a class
     * initialiser.
     */
    private boolean isStuckInClassInit(ThreadLook look) {
        if (look.frames().isEmpty()
                || look.frames().get(0).isNativeMethod()
                || System.nanoTime() - look.since()
                        < context.options().threshold().toNanos()) {
            return false;
        }
        if (classInitialising == null) {
            classInitialising = context.looks().values().stream()
                    .anyMatch(other -> other.frames().stream()
                            .anyMatch(f -> f.getMethodName().equals("<clinit>")));
        }
        return classInitialising;
    }
}
