/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measures the progress of virtual threads, which the JVM keeps no counts of: probes note since when one is parked. So
 * nothing has to be remembered of the parked ones, which are most of them. Where that says nothing, in a monitor or a
 * native wait, a wait lasts since the first look that saw it. The scan thread only.
 */
final class VirtualWatch {
    /** Before JDK 24 nothing tells how often a virtual thread got a monitor: such a wait never counts as a long one. */
    private static final boolean MONITORS_COUNTED = Runtime.version().feature() >= 24;

    private final Stacks stacks;

    VirtualWatch(Stacks stacks) {
        this.stacks = stacks;
    }

    /** Since when a thread makes no progress, at most: the present moment if that is not known. */
    static long since(ThreadTask task, Thread.State state, Moment moment) {
        int progress = task.progress;
        long parkedAt = task.parkedAt;
        if (parkedAt != 0 && ThreadLook.waits(state)) {
            // the count is raised before the time is set: unchanged, both are of the park that the state is of;
            // the time may be as old as the clock it was read from, and no more must be claimed than is true
            boolean same = progress == task.progress && parkedAt == task.parkedAt;
            if (task.notes instanceof ThreadNotes notes && notes.areEmpty()) {
                task.notes = null;
            }
            return same ? Math.min(moment.now(), parkedAt + moment.slack()) : moment.now();
        }
        if (!MONITORS_COUNTED) {
            return moment.now();
        }
        ThreadNotes notes = ThreadWatch.notes(task);
        follow(notes, progress, state, moment.now());
        return notes.since;
    }

    /** What it does now, with its stack if that is known. */
    static ThreadLook look(ThreadTask task, Thread thread, Moment moment) {
        Thread.State state = thread.getState();
        Object blocker = LockSupport.getBlocker(thread);
        return new ThreadLook(
                state,
                since(task, state, moment),
                known(task, state, moment.now()),
                blocker,
                blocker == null ? null : blocker.getClass().getName(),
                System.identityHashCode(blocker),
                0);
    }

    private static Reading known(ThreadTask task, Thread.State state, long now) {
        if (task.notes instanceof ThreadNotes notes) {
            follow(notes, task.progress, state, now);
            return notes.stack;
        }
        return Reading.NONE;
    }

    private static void follow(ThreadNotes notes, int progress, Thread.State state, long now) {
        if (progress != notes.progress || state != notes.state) {
            notes.begin(now);
            notes.progress = progress;
            notes.state = state;
        }
    }

    /**
     * What it does now, with its stack; null if it went on while that was read.
     *
     * @param remembered whether the stack is kept, to be compared with later ones
     */
    @Nullable
    ThreadLook read(ThreadTask task, Thread thread, Moment moment, boolean remembered) {
        int progress = task.progress;
        ThreadLook look = look(task, thread, moment);
        if (look.isRead() && look.isWaiting()) {
            return look;
        }
        Task running = task.current;
        StackTraceElement[] raw = thread.getStackTrace();
        if (progress != task.progress || thread.getState() != look.state()) {
            return null;
        }
        List<StackTraceElement> frames = stacks.of(raw);
        int ownFrames = Frames.aboveAgent(raw);
        if (!remembered && task.notes == null) {
            return look.with(new Reading(frames, ownFrames, false));
        }
        ThreadNotes notes = ThreadWatch.notes(task);
        follow(notes, progress, look.state(), moment.now());
        notes.read(frames, ownFrames, running);
        return look.with(notes.stack);
    }
}
