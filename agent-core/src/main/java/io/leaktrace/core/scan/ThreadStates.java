/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.State;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides in which state a thread is and what its wait is called. One instance per scan. */
final class ThreadStates {
    /** The outcome for one thread; the wait is null while it runs, or if it was not looked into. */
    record Verdict(State state, @Nullable String waitName) {
        private static final Verdict RUNNING = new Verdict(State.RUNNING, null);
        private static final Verdict UNSEEN_IDLE = new Verdict(State.IDLE, "ThreadPoolExecutor.getTask");
        private static final Verdict UNREAD_BLOCKED = new Verdict(State.BLOCKED, Waits.MONITOR);
        private static final Verdict UNREAD_WAITING = new Verdict(State.WAITING, null);
        private static final Verdict UNREAD_TIMED = new Verdict(State.TIMED_WAITING, null);

        /** The same wait, of a thread that nobody will give work to. */
        Verdict notIdle(Thread.State thread) {
            return new Verdict(thread == Thread.State.TIMED_WAITING ? State.TIMED_WAITING : State.WAITING, waitName);
        }

        /** Whether it says that a thread is stuck, if only for long enough. */
        boolean isStuck() {
            return waitName != null && state != State.RUNNING && state != State.IDLE;
        }
    }

    private final IdleRules idle;
    private final long stuckSince;
    private final Supplier<Stream<ThreadLook>> looks;
    private @Nullable Boolean classInitialising;

    /**
     * Knows nothing yet.
     *
     * @param stuckSince since when a thread must have been stuck to count as such
     * @param looks threads with what is known of their stacks; asked for once, and only if need be
     */
    ThreadStates(IdleRules idle, long stuckSince, Supplier<Stream<ThreadLook>> looks) {
        this.idle = idle;
        this.stuckSince = stuckSince;
        this.looks = looks;
    }

    /** What is known of a thread without its stack: what the JVM says, and probes. */
    static Verdict unread(ThreadTask thread, Thread.State state) {
        return switch (state) {
            case BLOCKED -> Verdict.UNREAD_BLOCKED;
            case WAITING -> isIdleWorker(thread) ? Verdict.UNSEEN_IDLE : Verdict.UNREAD_WAITING;
            case TIMED_WAITING -> isIdleWorker(thread) ? Verdict.UNSEEN_IDLE : Verdict.UNREAD_TIMED;
            case NEW, RUNNABLE, TERMINATED -> Verdict.RUNNING;
        };
    }

    /** Whether it is a worker that waits for its pool to give it a task. */
    static boolean isIdleWorker(ThreadTask thread) {
        return thread.idle && thread.current == null;
    }

    /** The state of a thread: as its own if it runs no task, else as that of the tasks it runs. */
    Verdict of(ThreadTask thread, ThreadLook look) {
        if (!look.isRead()) {
            return unread(thread, look.state());
        }
        boolean own = thread.current == null;
        if (!look.isWaiting() || !(thread.notes instanceof ThreadNotes notes) || notes.stack != look.stack()) {
            return decide(thread, look, own);
        }
        // as long as it waits in one place, nothing about it can change
        Verdict known = notes.verdict;
        if (known == null || notes.verdictIsOwn != own) {
            known = decide(thread, look, own);
            notes.verdict = known;
            notes.verdictIsOwn = own;
        }
        return known;
    }

    private Verdict decide(ThreadTask thread, ThreadLook look, boolean own) {
        String io = Waits.io(look.frames());
        if (look.state() == Thread.State.RUNNABLE) {
            if (io != null) {
                return judged(thread, look, State.IO, io, own);
            }
            return isStuckInClassInit(look) ? new Verdict(State.WAITING, Waits.CLASS_INIT) : Verdict.RUNNING;
        }
        Verdict unread = unread(thread, look.state());
        if (unread.state() == State.BLOCKED || unread.state() == State.RUNNING) {
            return unread;
        }
        State state = look.state() == Thread.State.WAITING ? State.WAITING : State.TIMED_WAITING;
        return io == null
                ? judged(thread, look, state, Waits.name(look.frames()), own)
                : judged(thread, look, State.IO, io, own);
    }

    private Verdict judged(ThreadTask thread, ThreadLook look, State state, String wait, boolean own) {
        boolean idles = own ? idle.isIdle(thread, look.stack(), wait) : idle.isLoop(look.stack(), wait);
        return new Verdict(idles ? State.IDLE : state, wait);
    }

    /**
     * The JVM shows a thread that waits for another one's class initialisation as runnable. It is taken for that only
     * if it used no CPU for as long as the threshold, is in no native method, and some thread is in a class
     * initialiser.
     */
    private boolean isStuckInClassInit(ThreadLook look) {
        if (look.frames().isEmpty() || look.frames().get(0).isNativeMethod() || look.since() - stuckSince > 0) {
            return false;
        }
        if (classInitialising == null) {
            classInitialising = looks.get()
                    .flatMap(other -> other.frames().stream())
                    .anyMatch(frame -> frame.getMethodName().equals("<clinit>"));
        }
        return classInitialising;
    }
}
