/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a service loop that has not gone round yet: a thread or task that waits for its first piece of work. It
 * waits in something that delivers work, called from an endless loop of the host's code, at most one method away from
 * it. A loop directly around {@code Object.wait} or {@code Condition.await} is the usual guard of a condition and says
 * nothing. Answers are kept per line of code. The scan thread only.
 */
final class ServiceLoops {
    /** Methods that deliver work, or sleep until it is time for it. */
    private static final Set<String> DELIVERING = Set.of(
            "take",
            "takeFirst",
            "takeLast",
            "poll",
            "pollFirst",
            "pollLast",
            "remove",
            "acquire",
            "sleep",
            "exchange",
            "receive");

    /** Waits whose directly surrounding loop only guards a condition. */
    private static final Set<String> GUARDED = Set.of(
            "Object.wait", "Condition.await", "LockSupport.park", "ConditionObject.await", "LockSupport.parkNanos");

    /** How many methods of the host may stand between the loop and the wait. */
    private static final int REACH = 2;

    /** The same if the loop is in the outermost method of the thread or task: all it does is done there. */
    private static final int OUTERMOST_REACH = 4;

    /** The same for reads, between which and the loop stands the decoding of a protocol. */
    private static final int READER_REACH = 4;

    private final Map<String, Integer> known = new HashMap<>();
    private final Function<String, @Nullable Class<?>> classes;

    ServiceLoops(Function<String, @Nullable Class<?>> classes) {
        this.classes = classes;
    }

    /** Whether a thread may wait in this for its next work: not for a lock, a future, a latch or another thread. */
    static boolean isForWork(String wait) {
        return GUARDED.contains(wait) || DELIVERING.contains(wait.substring(wait.lastIndexOf('.') + 1));
    }

    /** Whether this stack, waiting in a wait of this name, is a loop that waits for work. */
    boolean isOne(List<StackTraceElement> frames, String wait) {
        boolean guarded = GUARDED.contains(wait);
        return isForWork(wait)
                && (isAround(frames, guarded, guarded ? REACH + 1 : REACH) || (!guarded && isOutermost(frames)));
    }

    /** Whether the outermost method is such a loop, with no more than a few of the host's and none of the JDK's inside. */
    private boolean isOutermost(List<StackTraceElement> frames) {
        List<StackTraceElement> own = frames.stream()
                .dropWhile(Frames::isJdk)
                .takeWhile(frame -> !Frames.isJdk(frame))
                .toList();
        return own.size() <= OUTERMOST_REACH && !own.isEmpty() && endlessLoops(own.get(own.size() - 1)) > 0;
    }

    /** Whether a native read is that of a loop which reads again and again: a listener, or a handler of one client. */
    boolean isReader(List<StackTraceElement> frames) {
        return isAround(frames, false, READER_REACH);
    }

    private boolean isAround(List<StackTraceElement> frames, boolean guarded, int reach) {
        int host = 0;
        for (StackTraceElement frame : frames) {
            if (Frames.isJdk(frame)) {
                if (host > 0) {
                    return false; // a call back from the JDK: the loop outside is somebody else's
                }
                continue;
            }
            host++;
            // around a guarded wait in its own method, the inner loop is the guard
            if (endlessLoops(frame) >= (guarded && host == 1 ? 2 : 1)) {
                return true;
            }
            if (host >= reach) {
                return false;
            }
        }
        return false;
    }

    private int endlessLoops(StackTraceElement frame) {
        if (frame.getLineNumber() < 0) {
            return 0;
        }
        String line = frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getLineNumber();
        return known.computeIfAbsent(line, key -> {
            byte[] classFile = read(frame.getClassName());
            try {
                return classFile == null
                        ? 0
                        : LoopFinder.endlessLoops(classFile, frame.getMethodName(), frame.getLineNumber());
            } catch (RuntimeException unreadable) {
                return 0;
            }
        });
    }

    private byte @Nullable [] read(String binaryName) {
        Class<?> type = classes.apply(binaryName);
        ClassLoader loader = type == null ? null : type.getClassLoader();
        if (loader == null) {
            return null;
        }
        try (InputStream in = loader.getResourceAsStream(binaryName.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
