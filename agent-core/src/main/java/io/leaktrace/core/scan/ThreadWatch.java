/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measures the progress of platform threads. The JVM counts how often each has blocked and waited: unchanged counts mean
 * the same wait, however long, and changed ones mean it went on, even to wait again at the same line. A runnable thread
 * whose CPU time stands still is in a native wait. The scan thread only.
 *
 * <p>Counts are read without a safepoint. A stack needs one, so stacks are read in batches that are small enough for the
 * application not to notice: their size follows from how long the last ones took.
 */
final class ThreadWatch {
    private static final JdkField ID = JdkField.of("java.lang.Thread", "tid");

    /** As many as the stack traces of exceptions have. */
    private static final int DEEPEST = 1024;

    /** How long reading one batch should take, most of which is no safepoint. */
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int LARGEST_BATCH = 16;
    private static final int FIRST_BATCH = 4;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Stacks stacks;
    private long nanosPerStack = BATCH_NANOS / FIRST_BATCH;

    ThreadWatch(Stacks stacks) {
        this.stacks = stacks;
    }

    /** Looks at all these threads without reading stacks. */
    void look(List<ThreadTask> tasks) {
        long now = System.nanoTime();
        @Nullable ThreadInfo[] infos = infos(tasks, 0);
        for (int i = 0; i < infos.length; i++) {
            note(tasks.get(i), infos[i], now);
        }
    }

    /** Looks again at these threads, and reads their stacks: what is in their notes then is of one moment. */
    void read(List<ThreadTask> tasks) {
        int from = 0;
        while (from < tasks.size()) {
            long start = System.nanoTime();
            int size = (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_NANOS / Math.max(1, nanosPerStack)));
            List<ThreadTask> batch = tasks.subList(from, Math.min(tasks.size(), from + size));
            read(batch, start);
            long each = (System.nanoTime() - start) / batch.size();
            nanosPerStack += (each - nanosPerStack) / 4;
            from += batch.size();
        }
    }

    private void read(List<ThreadTask> batch, long now) {
        Task[] running = new Task[batch.size()];
        for (int i = 0; i < running.length; i++) {
            running[i] = batch.get(i).current;
        }
        @Nullable ThreadInfo[] infos = infos(batch, DEEPEST);
        for (int i = 0; i < infos.length; i++) {
            ThreadInfo info = infos[i];
            note(batch.get(i), info, now);
            if (info != null) {
                StackTraceElement[] raw = info.getStackTrace();
                notes(batch.get(i)).read(stacks.of(raw), Frames.aboveAgent(raw), running[i]);
            }
        }
    }

    private void note(ThreadTask task, @Nullable ThreadInfo info, long now) {
        ThreadNotes notes = notes(task);
        notes.seen = info != null;
        if (info == null) {
            return;
        }
        Thread.State state = info.getThreadState();
        long cpu = state == Thread.State.RUNNABLE ? threads.getThreadCpuTime(task.threadId) : 0;
        if (info.getBlockedCount() != notes.blocked
                || info.getWaitedCount() != notes.waited
                || cpu != notes.cpu
                || state != notes.state) {
            notes.begin(now);
            notes.blocked = info.getBlockedCount();
            notes.waited = info.getWaitedCount();
            notes.cpu = cpu;
            notes.state = state;
        }
        LockInfo lock = info.getLockInfo();
        notes.lockClass = lock == null ? null : lock.getClassName();
        notes.lockIdentity = lock == null ? 0 : lock.getIdentityHashCode();
        notes.ownerThread = Math.max(0, info.getLockOwnerId());
    }

    /** What the last look saw of a platform thread, with its stack if that is known; null if it had ended. */
    static @Nullable ThreadLook lastLook(ThreadTask task) {
        ThreadNotes notes = notes(task);
        Thread.State state = notes.state;
        if (!notes.seen || state == null) {
            return null;
        }
        // notes keep nothing of the host, so the object it is parked on is asked for again: it may be another one now
        Object blocker = task.get() instanceof Thread thread ? LockSupport.getBlocker(thread) : null;
        boolean same = blocker != null && System.identityHashCode(blocker) == notes.lockIdentity;
        return new ThreadLook(
                state,
                notes.since,
                notes.stack,
                same ? blocker : null,
                notes.lockClass,
                notes.lockIdentity,
                notes.ownerThread);
    }

    /**
     * Null where a thread has ended. Before JDK 19 this calls {@code Thread.getId}, which a host may have overridden.
     */
    private @Nullable ThreadInfo[] infos(List<ThreadTask> tasks, int depth) {
        long[] ids = new long[tasks.size()];
        Arrays.setAll(ids, i -> id(tasks.get(i)));
        try {
            return threads.getThreadInfo(ids, depth);
        } catch (RuntimeException | StackOverflowError all) {
            @Nullable ThreadInfo[] infos = new ThreadInfo[ids.length];
            for (int i = 0; i < ids.length; i++) {
                try {
                    infos[i] = threads.getThreadInfo(ids[i], depth);
                } catch (RuntimeException | StackOverflowError one) {
                    infos[i] = null; // this thread is left out, the others are not
                }
            }
            return infos;
        }
    }

    static ThreadNotes notes(ThreadTask task) {
        if (task.notes instanceof ThreadNotes notes) {
            return notes;
        }
        ThreadNotes notes = new ThreadNotes();
        task.notes = notes;
        return notes;
    }

    private static long id(ThreadTask task) {
        if (task.threadId == 0) {
            Object thread = task.get();
            // Thread.getId can be overridden before JDK 19
            task.threadId = thread == null ? Long.MAX_VALUE : ID.number(thread, Long.MAX_VALUE);
        }
        return task.threadId;
    }
}
