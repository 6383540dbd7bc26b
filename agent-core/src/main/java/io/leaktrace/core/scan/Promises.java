/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Gap;
import io.leaktrace.bootstrap.Task;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into futures that nobody has completed yet: who waits for them. The scan thread only.
 *
 * <p>A future that is made where an object is constructed lives as long as that object and tells of its end, as close
 * and termination futures do; that others depend on it says nothing. Only a thread that waits for it does.
 */
final class Promises {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture";
    private static final String SIGNALLER = FUTURE + "$Signaller";
    private static final JdkField DEPENDENTS = JdkField.of(FUTURE, "stack");
    private static final JdkField NEXT = JdkField.of(FUTURE + "$Completion", "next");
    private static final JdkField RESULT = JdkField.of(FUTURE, "result");
    private static final JdkField COMPLETED = JdkField.of(FUTURE + "$UniCompletion", "dep");
    private static final JdkField COMPLETED_BY_ANY = JdkField.of(FUTURE + "$AnyOf", "dep");
    private static final JdkField BASE = JdkField.of(FUTURE + "$CoCompletion", "base");
    private static final JdkField ACTION = JdkField.of(FUTURE + "$UniWhenComplete", "fn");
    private static final int MOST_COUNTED = 10_000;
    private static final int DEEPEST = 50;

    /** Whether a thread waits for this incomplete future, or stages depend on it and it is not meant to stay incomplete. */
    static boolean isAwaited(Task task, Object future) {
        if (firstDependent(future) == null || !(origin(task) instanceof Origin origin)) {
            return false; // of one that nobody knows the origin of, it cannot be said what it is for
        }
        Map<String, String> labels = labels(future);
        return labels.containsKey("waiters") || (!labels.isEmpty() && !isOfAnObjectsLife(origin, future));
    }

    /** The origin of a task or of its site, or null; the raw stack of one that no scan has met. */
    static @Nullable Object origin(Task task) {
        return task.stack instanceof Gap gap ? gap.representative() : task.stack;
    }

    /** Whether a dependent is there to cancel the time-out of {@code orTimeout} or {@code completeOnTimeout}. */
    private static boolean isOfATimeOut(Object node) {
        Object action = ACTION.get(node);
        return action != null && action.getClass().getName().equals(FUTURE + "$Canceller");
    }

    /** What is to happen when this future is completed, newest first; null if nothing is. */
    static @Nullable Object firstDependent(Object future) {
        return DEPENDENTS.get(future);
    }

    /** What is to happen after that; null if nothing is. */
    static @Nullable Object nextDependent(Object dependent) {
        return NEXT.get(dependent);
    }

    /** Whether this is what a thread parks on that waits for a future: one of its dependents. */
    static boolean isWaiter(Object object) {
        return object.getClass().getName().equals(SIGNALLER);
    }

    /**
     * How many threads wait for it, and how many stages, as far as there are any; nothing if it has a time-out. A stage does
     * not if it was completed in another way, or will be.
     */
    static Map<String, String> labels(Object future) {
        if (hasTimeOut(future)) {
            return Map.of(); // it will be completed
        }
        int waiters = 0;
        int dependents = 0;
        Map<Object, Boolean> known = new IdentityHashMap<>();
        Object node = firstDependent(future);
        for (int i = 0; node != null && i < MOST_COUNTED; i++) {
            if (isWaiter(node)) {
                waiters++;
            } else if (needs(node, 0, known)) {
                dependents++;
            }
            node = nextDependent(node);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (waiters > 0) {
            labels.put("waiters", String.valueOf(waiters));
        }
        if (dependents > 0) {
            labels.put("dependents", String.valueOf(dependents));
        }
        return labels;
    }

    private static boolean hasTimeOut(Object future) {
        Object node = firstDependent(future);
        for (int i = 0; node != null && i < MOST_COUNTED; i++) {
            if (isOfATimeOut(node)) {
                return true;
            }
            node = nextDependent(node);
        }
        return false;
    }

    /**
     * Whether the future that is completed by this dependent needs it, or one that depends on that future.
     *
     * @param known what was found out of futures on the way: there may be far more ways than futures
     */
    private static boolean needs(Object node, int depth, Map<Object, Boolean> known) {
        if (isWaiter(node)) {
            return true;
        }
        Object future = completedBy(node);
        if (future == null) {
            return false;
        }
        Boolean before = known.get(future);
        if (before == null) {
            before = isNeeded(future, depth, known);
            known.put(future, before);
        }
        return before;
    }

    private static boolean isNeeded(Object future, int depth, Map<Object, Boolean> known) {
        if (RESULT.get(future) != null || hasTimeOut(future)) {
            return false;
        }
        Object after = firstDependent(future);
        if (after == null || depth == DEEPEST) {
            return true; // whoever has it, or what is done to get there
        }
        for (int i = 0; after != null && i < MOST_COUNTED; i++) {
            if (needs(after, depth + 1, known)) {
                return true;
            }
            after = nextDependent(after);
        }
        return false;
    }

    /** The future that this dependent is to complete; null if it has done so. */
    private static @Nullable Object completedBy(Object node) {
        Object base = BASE.get(node);
        Object future = COMPLETED.get(base == null ? node : base);
        return future == null ? COMPLETED_BY_ANY.get(node) : future;
    }

    /** Whether a future that is gone was created by a constructor or class initialiser; its own count as well. */
    static boolean isOfAnObjectsLife(Origin origin) {
        String method = origin.frames().get(0).getMethodName();
        return method.equals("<init>") || method.equals("<clinit>");
    }

    /** Whether it was created by a constructor or a class initialiser, beside its own. */
    private static boolean isOfAnObjectsLife(Origin origin, Object future) {
        for (StackTraceElement frame : origin.frames()) {
            String method = frame.getMethodName();
            if (!method.equals("<init>") && !method.equals("<clinit>")) {
                return false;
            }
            if (!isOwn(frame.getClassName(), future)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwn(String className, Object future) {
        for (Class<?> type = future.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(className)) {
                return true;
            }
        }
        return false;
    }

    private Promises() {}
}
