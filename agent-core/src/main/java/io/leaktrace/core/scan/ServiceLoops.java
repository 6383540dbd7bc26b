/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.core.scan.LoopFinder.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** How many methods of the host may stand outside the loop of a reader that is far inside of it. */
    private static final int OUTSIDE_READER = 4;

    /** What the JDK reads with, where nothing was asked for. */
    private static final Pattern STREAMS = Pattern.compile(
            "(java\\.io|java\\.util\\.zip|java\\.util\\.concurrent\\.locks|java\\.nio\\.channels|java\\.lang|sun\\.nio\\.c[hs]"
                    + "|sun\\.security\\.ssl|jdk\\.internal\\.(misc|vm|access|event))\\..*"
                    + "|java\\.net\\.Socket(\\$.*)?|java\\.util\\.Scanner");

    private final Map<String, Surroundings> known = new HashMap<>();
    private final ClassFiles files;

    ServiceLoops(ClassFiles files) {
        this.files = files;
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

    /**
     * Whether a native read is all that an endless loop in one of the outermost methods begins with, however deep it is in
     * the decoding of a protocol: nothing was sent on the way there, nor waited for from that method on, so it is for
     * whatever comes next, and not for an answer. A worker may well have waited for the connection to serve.
     */
    boolean readsOnly(List<StackTraceElement> frames) {
        List<StackTraceElement> own = ownOfReader(frames);
        boolean loops = false;
        String callee = calleeOf(frames);
        for (int i = 0; i < own.size(); i++) {
            Surroundings around = around(own.get(i), callee);
            if (loops ? around.sendsBefore() : around.actsBefore()) {
                return false;
            }
            loops |= i >= own.size() - OUTSIDE_READER && around.readLoops() > 0 && !around.waitsInLoop();
            callee = own.get(i).getMethodName();
        }
        return loops;
    }

    /** The host's frames that lead to a read, of the JDK's only streams between them; none if that asked for something. */
    private static List<StackTraceElement> ownOfReader(List<StackTraceElement> frames) {
        List<StackTraceElement> own = new ArrayList<>();
        for (StackTraceElement frame : frames) {
            if (!Frames.isJdk(frame)) {
                own.add(frame);
            } else if (!STREAMS.matcher(frame.getClassName()).matches()) {
                return own;
            }
        }
        return own;
    }

    /** What the host calls to read. */
    private static String calleeOf(List<StackTraceElement> frames) {
        String callee = "";
        for (StackTraceElement frame : frames) {
            if (!Frames.isJdk(frame)) {
                break;
            }
            callee = frame.getMethodName();
        }
        return callee;
    }

    /** Whether a native read is that of a loop which reads again and again: a listener, or a handler of one client. */
    boolean isReader(List<StackTraceElement> frames) {
        String callee = calleeOf(frames);
        int host = 0;
        for (StackTraceElement frame : frames) {
            if (!Frames.isJdk(frame)) {
                Surroundings around = around(frame, callee);
                if (around.endlessLoops() > 0) {
                    return !around.waitsBefore(); // else that wait is for the work, and this one for an answer
                }
                callee = frame.getMethodName();
                host++;
            } else if (host > 0) {
                return false;
            }
            if (host >= READER_REACH) {
                return false;
            }
        }
        return false;
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
        return around(frame, "").endlessLoops();
    }

    /** What surrounds the call of this method in this frame. */
    private Surroundings around(StackTraceElement frame, String callee) {
        if (frame.getLineNumber() < 0) {
            return Surroundings.UNKNOWN;
        }
        String line = frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getLineNumber() + ' ' + callee;
        return known.computeIfAbsent(line, key -> {
            byte[] classFile = files.read(frame.getClassName());
            try {
                return classFile == null
                        ? Surroundings.UNKNOWN
                        : LoopFinder.around(classFile, frame.getMethodName(), frame.getLineNumber(), callee);
            } catch (RuntimeException unreadable) {
                return Surroundings.UNKNOWN;
            }
        });
    }
}
