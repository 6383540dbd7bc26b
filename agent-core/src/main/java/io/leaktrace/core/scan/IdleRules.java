/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.ThreadTask;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Decides whether a wait is that of a worker, event loop or service loop for its next work. Healthy servers consist of
 * little else, so what is recognised here must be right in both directions. The scan thread only.
 */
final class IdleRules {
    /** How many frames of a library may stand between the wait and the method it is known by. */
    private static final int LIBRARY_REACH = 4;

    /** Waits for a lock, which nobody makes on purpose for good. */
    private static final Set<String> LOCKS = Set.of(
            "ReentrantLock.lock",
            "ReentrantLock.lockInterruptibly",
            "WriteLock.lock",
            "ReadLock.lock",
            "StampedLock.writeLock",
            "StampedLock.readLock");

    /** Frames in which workers of well-known families wait for work, on top of the JDK's own. */
    private static final Set<String> WAITING_FOR_WORK = Set.of(
            "java.util.TimerThread.mainLoop",
            "java.util.concurrent.ThreadPoolExecutor.getTask",
            "java.lang.ref.ReferenceQueue.remove",
            "java.util.concurrent.DelayQueue.take",
            "sun.nio.ch.Poller.subPollerLoop",
            "sun.nio.ch.Poller.pollerLoop",
            "sun.nio.ch.Poller.pollLoop",
            "io.netty.util.concurrent.SingleThreadEventExecutor.takeTask",
            "io.netty.util.concurrent.GlobalEventExecutor.takeTask",
            "org.apache.tomcat.util.threads.ThreadPoolExecutor.getTask",
            "org.eclipse.jetty.util.thread.QueuedThreadPool.idleJobPoll",
            "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.idleJobPoll",
            "org.eclipse.jetty.util.thread.ReservedThreadExecutor$ReservedThread.waitForTask",
            "org.jboss.threads.EnhancedQueueExecutor$ThreadBody.getOrAddNode",
            "org.jboss.threads.EnhancedQueueExecutor$PoolThreadNode.park",
            "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.park",
            "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.tryPark",
            "org.xnio.nio.WorkerThread.run");

    private static final Set<String> READS = Set.of("socket read", "file read");

    private final ServiceLoops loops;

    IdleRules(ServiceLoops loops) {
        this.loops = loops;
    }

    /** Whether this is a wait for a lock. */
    static boolean isForLock(String wait) {
        return LOCKS.contains(wait);
    }

    /** Whether a thread that runs no task of an executor waits for work. */
    boolean isIdle(ThreadTask thread, Reading stack, String wait) {
        if (wait.equals(Waits.MONITOR) || wait.equals(Waits.CLASS_INIT)) {
            return false;
        }
        List<StackTraceElement> frames = stack.frames();
        if (thread.idle || isLoop(stack, wait)) {
            return true;
        }
        if (thread.hasWorked && !LOCKS.contains(wait) && Waits.io(frames) == null) {
            return true; // a worker of some executor, between two tasks
        }
        if (thread.get() instanceof ForkJoinWorkerThread && wait.equals("ForkJoinPool.awaitWork")) {
            return true;
        }
        if (READS.contains(wait) && loops.isReader(stack.own())) {
            return true; // a thread of its own for what comes in: a listener, or a handler of one client
        }
        if (runsCodeOfTheJdk(thread) && frames.stream().allMatch(Frames::isJdk)) {
            return true; // one of the JDK's own services
        }
        return isMain(thread) && mayWaitForTheEnd(frames, wait);
    }

    /** Whether a task of an executor is itself a service loop. */
    boolean isLoop(Reading stack, String wait) {
        if (wait.equals(Waits.SELECT) || wait.equals(Waits.ACCEPT)) {
            return true;
        }
        if (wait.equals(Waits.MONITOR) || wait.equals(Waits.CLASS_INIT)) {
            return false;
        }
        return (stack.loops() && ServiceLoops.isForWork(wait))
                || waitsForWork(stack.frames())
                || loops.isOne(stack.own(), wait)
                || (READS.contains(wait) && loops.readsOnly(stack.own()));
    }

    /** Whether the thread's class and what it was made to run are both the JDK's. */
    private static boolean runsCodeOfTheJdk(ThreadTask thread) {
        Object object = thread.get();
        if (object == null || thread.virtual) {
            return false;
        }
        Object target = ThreadFields.target(object);
        return isJdkClass(object.getClass()) && (target == null || isJdkClass(target.getClass()));
    }

    private static boolean isJdkClass(Class<?> type) {
        return io.leaktrace.core.model.Frames.isJdkModule(type.getModule().getName());
    }

    /** The thread that runs {@code main} was there before any agent; its id differs from JDK to JDK. */
    private static boolean isMain(ThreadTask thread) {
        return thread.stack == null
                && thread.get() instanceof Thread main
                && main.getName().equals("main");
    }

    /**
     * {@code main} of a server waits for its end by every primitive there is, but not for a lock and not on a socket.
     */
    private static boolean mayWaitForTheEnd(List<StackTraceElement> frames, String wait) {
        String io = Waits.io(frames);
        return io == null ? !LOCKS.contains(wait) : io.equals(Waits.PROCESS) || io.equals("file read");
    }

    /**
     * Looks at the JDK's frames on top and then at a few of one library's: below a frame of anybody else, a task is at
     * work.
     */
    private static boolean waitsForWork(List<StackTraceElement> frames) {
        String library = null;
        int host = 0;
        for (StackTraceElement frame : frames) {
            if (Frames.isJdk(frame) && library != null) {
                return false;
            }
            if (WAITING_FOR_WORK.contains(frame.getClassName() + '.' + frame.getMethodName())) {
                return library == null || frame.getClassName().startsWith(library);
            }
            if (!Frames.isJdk(frame)) {
                library = library == null ? organisation(frame.getClassName()) : library;
                if (++host == LIBRARY_REACH) {
                    return false;
                }
            }
        }
        return false;
    }

    /** The first two parts of a package name, for example {@code org.apache.}. */
    private static String organisation(String className) {
        int first = className.indexOf('.');
        int second = first < 0 ? -1 : className.indexOf('.', first + 1);
        return second < 0 ? className : className.substring(0, second + 1);
    }
}
