/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measures progress. For platform threads the JVM counts how often each has blocked and waited: unchanged counts mean
 * the same wait, however long, and changed ones mean it went on, even to wait again at the same line. A runnable thread
 * whose CPU time stands still is in a native wait. For virtual threads, probes count parks and wake-ups. The scan
 * thread only.
 */
final class ThreadWatch {
    /** Before JDK 24 nothing tells how often a virtual thread got a monitor: such a wait never counts as a long one. */
    private static final boolean MONITORS_COUNTED = Runtime.version().feature() >= 24;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Looks at all these threads without reading stacks; threads that have ended are left out. */
    Map<ThreadTask, ThreadLook> look(Collection<ThreadTask> tasks) {
        long now = System.nanoTime();
        Map<ThreadTask, ThreadLook> looks = new HashMap<>();
        ThreadTask[] platform = tasks.stream().filter(task -> !task.virtual).toArray(ThreadTask[]::new);
        ThreadInfo[] infos = infos(platform, 0);
        for (int i = 0; i < platform.length; i++) {
            if (infos[i] != null) {
                looks.put(platform[i], lookAt(platform[i], infos[i], now));
            }
        }
        for (ThreadTask task : tasks) {
            if (task.virtual && task.get() instanceof Thread thread) {
                looks.put(task, lookAtVirtual(task, thread, now));
            }
        }
        return looks;
    }

    /**
     * Reads the stacks of these threads into their notes, all platform threads in one go. A thread that went on since
     * it was looked at is left for the next time: its new stack says nothing of its old wait.
     */
    void readStacks(Collection<ThreadTask> tasks) {
        ThreadTask[] platform = tasks.stream().filter(task -> !task.virtual).toArray(ThreadTask[]::new);
        ThreadInfo[] infos = platform.length == 0 ? new ThreadInfo[0] : infos(platform, Integer.MAX_VALUE);
        for (int i = 0; i < platform.length; i++) {
            Task current = platform[i].current;
            ThreadInfo info = infos[i];
            if (info != null && notes(platform[i]).isAt(info)) {
                notes(platform[i]).read(info.getStackTrace(), current);
            }
        }
        for (ThreadTask task : tasks) {
            if (task.virtual && task.get() instanceof Thread thread) {
                Task current = task.current;
                StackTraceElement[] stack = thread.getStackTrace();
                ThreadNotes notes = notes(task);
                if (task.progress == notes.progress && thread.getState() == notes.state) {
                    notes.read(stack, current);
                }
            }
        }
    }

    /**
     * Null where a thread has ended. Before JDK 19 this calls {@code Thread.getId}, which a host may have overridden.
     */
    private @Nullable ThreadInfo[] infos(ThreadTask[] platform, int depth) {
        long[] ids = Arrays.stream(platform).mapToLong(ThreadWatch::id).toArray();
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

    private ThreadLook lookAt(ThreadTask task, ThreadInfo info, long now) {
        ThreadNotes notes = notes(task);
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
        Object blocker = task.get() instanceof Thread thread ? LockSupport.getBlocker(thread) : null;
        return new ThreadLook(
                state,
                notes.since,
                notes.frames == null ? List.of() : notes.frames,
                blocker,
                info.getLockInfo() == null ? null : info.getLockInfo().getClassName(),
                info.getLockInfo() == null ? 0 : info.getLockInfo().getIdentityHashCode(),
                Math.max(0, info.getLockOwnerId()));
    }

    private static ThreadLook lookAtVirtual(ThreadTask task, Thread thread, long now) {
        ThreadNotes notes = notes(task);
        Thread.State state = thread.getState();
        long parkedAt = task.parkedAt;
        if (task.progress != notes.progress || state != notes.state || (parkedAt == 0 && !MONITORS_COUNTED)) {
            notes.begin(now);
            if (parkedAt != 0) {
                // the probe's clock is at most a tick old: add one, so as never to claim more than is true
                notes.since = Math.min(now, parkedAt + ScanSchedule.TICK_NANOS);
            }
            notes.progress = task.progress;
            notes.state = state;
        }
        Object blocker = LockSupport.getBlocker(thread);
        return new ThreadLook(
                state,
                notes.since,
                notes.frames == null ? List.of() : notes.frames,
                blocker,
                blocker == null ? null : blocker.getClass().getName(),
                System.identityHashCode(blocker),
                0);
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
            task.threadId = thread == null
                    ? Long.MAX_VALUE
                    : JdkFields.number("java.lang.Thread", "tid", thread, Long.MAX_VALUE);
        }
        return task.threadId;
    }
}
