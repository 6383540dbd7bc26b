/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names what a stack waits in: the method of the JDK that user code called to wait, such as {@code
 * CountDownLatch.await}, or the kind of native wait, such as {@code socket read}.
 */
final class Waits {
    static final String MONITOR = "monitor enter";
    static final String CLASS_INIT = "class initialization";
    static final String PROCESS = "process wait";
    static final String SELECT = "select";
    static final String ACCEPT = "socket accept";

    /** Natives and the classes around them that wait for the outside world, by class and method; see {@link #io}. */
    private static final Map<String, String> IO = Map.ofEntries(
            Map.entry("sun.nio.ch.NioSocketImpl.accept", ACCEPT),
            Map.entry("sun.nio.ch.NioSocketImpl.connect", "socket connect"),
            Map.entry("sun.nio.ch.NioSocketImpl.implRead", "socket read"),
            Map.entry("sun.nio.ch.NioSocketImpl.read", "socket read"),
            Map.entry("sun.nio.ch.NioSocketImpl.implWrite", "socket write"),
            Map.entry("sun.nio.ch.NioSocketImpl.write", "socket write"),
            Map.entry("sun.nio.ch.SocketChannelImpl.read", "socket read"),
            Map.entry("sun.nio.ch.SocketChannelImpl.write", "socket write"),
            Map.entry("sun.nio.ch.SocketChannelImpl.connect", "socket connect"),
            Map.entry("sun.nio.ch.ServerSocketChannelImpl.accept", ACCEPT),
            Map.entry("sun.nio.ch.DatagramChannelImpl.receive", "socket read"),
            Map.entry("sun.nio.ch.DatagramChannelImpl.read", "socket read"),
            Map.entry("sun.nio.ch.SelectorImpl.select", SELECT),
            Map.entry("sun.nio.ch.SelectorImpl.selectNow", SELECT),
            Map.entry("sun.nio.ch.SelectorImpl.lockAndDoSelect", SELECT),
            Map.entry("sun.nio.ch.EPollPort$EventHandlerTask.poll", SELECT),
            Map.entry("sun.nio.ch.FileChannelImpl.read", "file read"),
            Map.entry("sun.nio.ch.FileChannelImpl.write", "file write"),
            Map.entry("sun.nio.ch.FileChannelImpl.lock", "file lock"),
            Map.entry("java.net.PlainSocketImpl.socketAccept", ACCEPT),
            Map.entry("java.net.Inet4AddressImpl.lookupAllHostAddr", "name lookup"),
            Map.entry("java.net.Inet6AddressImpl.lookupAllHostAddr", "name lookup"),
            Map.entry("java.io.FileInputStream.read", "file read"),
            Map.entry("java.io.FileInputStream.readBytes", "file read"),
            Map.entry("java.io.FileInputStream.read0", "file read"),
            Map.entry("java.io.FileOutputStream.writeBytes", "file write"),
            Map.entry("java.io.RandomAccessFile.readBytes", "file read"),
            Map.entry("java.lang.ProcessImpl.waitFor", PROCESS),
            Map.entry("java.lang.ProcessHandleImpl.waitForProcessExit0", PROCESS),
            Map.entry("java.lang.Process.waitFor", PROCESS));

    /** Mechanics below the method that users know: passed over, but kept as a name if nothing better follows. */
    private static final Map<String, String> MECHANICS = Map.ofEntries(
            Map.entry("jdk.internal.misc.Unsafe", "LockSupport.park"),
            Map.entry("java.util.concurrent.locks.LockSupport", "LockSupport.park"),
            Map.entry("java.util.concurrent.locks.AbstractQueuedSynchronizer", "AbstractQueuedSynchronizer.acquire"),
            Map.entry(
                    "java.util.concurrent.locks.AbstractQueuedLongSynchronizer",
                    "AbstractQueuedLongSynchronizer.acquire"),
            Map.entry("java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject", "Condition.await"),
            Map.entry("java.util.concurrent.locks.AbstractQueuedLongSynchronizer$ConditionObject", "Condition.await"),
            Map.entry("java.util.concurrent.ForkJoinPool", "ForkJoinPool.awaitWork"),
            Map.entry("java.util.concurrent.ForkJoinWorkerThread", "ForkJoinPool.awaitWork"),
            Map.entry("java.lang.Object", "Object.wait"),
            Map.entry("java.lang.VirtualThread", "LockSupport.park"),
            Map.entry("jdk.internal.vm.Continuation", "LockSupport.park"),
            Map.entry("java.util.concurrent.TimeUnit", "TimeUnit.sleep"));

    private static final String THREAD = "java.lang.Thread";

    private static final Pattern USER_LOCK = Pattern.compile("\\$(Read|Write|ReadWrite)Lock(View)?$");

    /** The native wait in which this stack is, or null: looks at the JDK's frames on top only. */
    static @Nullable String io(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            if (!Frames.isJdk(frame)) {
                return null;
            }
            String io = IO.get(frame.getClassName() + '.' + frame.getMethodName());
            if (io != null) {
                return io;
            }
        }
        return null;
    }

    /** The name of a wait that is no native one; never null, {@code unknown} for an empty stack. */
    static String name(List<StackTraceElement> frames) {
        String fallback = null;
        for (int i = 0; i < frames.size(); i++) {
            StackTraceElement frame = frames.get(i);
            if (!Frames.isJdk(frame)) {
                break;
            }
            String mechanic = mechanic(frame);
            if (mechanic == null) {
                return known(frames, i);
            }
            if (!mechanic.isEmpty()) {
                fallback = mechanic;
            }
        }
        if (fallback != null) {
            return fallback;
        }
        return frames.isEmpty() ? "unknown" : simple(frames.get(0));
    }

    /** A frame to pass over: the name it lends meanwhile, empty if none; null if users know it by its own name. */
    private static @Nullable String mechanic(StackTraceElement frame) {
        String type = frame.getClassName();
        String name = MECHANICS.get(type);
        if (name != null) {
            return name;
        }
        if (type.equals(THREAD)) {
            return frame.getMethodName().startsWith("sleep")
                            && !frame.getMethodName().equals("sleep")
                    ? "Thread.sleep"
                    : null;
        }
        // nested helpers such as ReentrantLock$Sync, FutureTask$WaitNode, AbstractQueuedSynchronizer$ConditionNode
        // but locks that users hold are nested classes too
        boolean nested = type.indexOf('$') >= 0
                && !type.startsWith("java.util.concurrent.ThreadPoolExecutor")
                && !USER_LOCK.matcher(type).find();
        boolean plumbing = type.startsWith("java.lang.System$") || type.startsWith("jdk.internal.");
        return (nested && type.startsWith("java.util.concurrent.")) || plumbing ? "" : null;
    }

    /** The outermost of the frames of one class: users called {@code get}, not the {@code awaitDone} inside. */
    private static String known(List<StackTraceElement> frames, int from) {
        int last = from;
        String type = frames.get(from).getClassName();
        while (last + 1 < frames.size()
                && frames.get(last + 1).getClassName().equals(type)
                && !isLoop(frames.get(last + 1))) {
            last++;
        }
        boolean joins =
                last + 1 < frames.size() && frames.get(last + 1).getMethodName().equals("joinNanos");
        return joins ? "Thread.join" : simple(frames.get(last));
    }

    /** A thread's own loop calls the wait; it is not called by anybody. */
    private static boolean isLoop(StackTraceElement frame) {
        return frame.getMethodName().equals("run") || frame.getMethodName().equals("runWorker");
    }

    static String simple(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1) + '.' + frame.getMethodName();
    }

    private Waits() {}
}
