/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.option.Capture;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the raw Throwable of a task into an {@link Origin} and drops the Throwable, which would pin the class loader of
 * the code on its stack. Cuts what is not the user's: frames of the agent, then the JDK's and the executors' own frames
 * above the call that the user made. The scan thread only.
 */
final class OriginResolver {
    /**
     * How many frames of an executor may stand above its entry point, for example between submit and the thread's
     * start.
     */
    private static final int PLUMBING_REACH = 3;

    private final Map<Origin, WeakReference<Origin>> interned = new WeakHashMap<>();
    private final Predicate<String> executors;

    /** The predicate knows the names of executor classes outside the JDK. */
    OriginResolver(Predicate<String> executors) {
        this.executors = executors;
    }

    /** The origin of a task, resolved now if it was not; null if the task existed before LeakTrace. */
    @Nullable
    Origin resolve(Task task, int depth, Capture capture) {
        Object stack = task.stack;
        if (stack instanceof Throwable raw) {
            Origin origin = intern(new Origin(trim(raw.getStackTrace(), capture == Capture.SITE ? 1 : depth)));
            task.stack = origin;
            return origin;
        }
        return (Origin) stack;
    }

    private Origin intern(Origin origin) {
        WeakReference<Origin> known = interned.get(origin);
        Origin first = known == null ? null : known.get();
        if (first == null) {
            interned.put(origin, new WeakReference<>(origin));
            return origin;
        }
        return first;
    }

    /** The frames a user wants to see of a creating stack. */
    List<StackTraceElement> trim(StackTraceElement[] raw, int depth) {
        List<StackTraceElement> own = Frames.withoutAgent(raw);
        int first = afterEntryPoints(own);
        if (first == own.size()) {
            first = 0; // the JDK's own doing: better its frames than none
        }
        return new ArrayList<>(own.subList(first, Math.min(own.size(), first + depth)));
    }

    /** Where the user's code begins: below the JDK's frames, and below an executor's entry point close to the top. */
    private int afterEntryPoints(List<StackTraceElement> frames) {
        int first = 0;
        int host = 0;
        for (int i = 0; i < frames.size() && host < PLUMBING_REACH; i++) {
            if (Frames.isSubmission(frames.get(i), executors)) {
                first = i + 1;
            } else if (!Frames.isJdk(frames.get(i))) {
                host++;
            } else if (first == i) {
                first = i + 1;
            }
        }
        return first;
    }
}
