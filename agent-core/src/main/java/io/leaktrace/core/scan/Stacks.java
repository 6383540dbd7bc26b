/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Keeps one list for all equal stacks, as long as anybody uses it: a thousand idle workers have one stack. The scan
 * thread only.
 */
final class Stacks {
    private final Map<List<StackTraceElement>, WeakReference<List<StackTraceElement>>> known = new WeakHashMap<>();

    /** The frames of a raw stack without the agent's: the same list for the same frames. */
    List<StackTraceElement> of(StackTraceElement[] raw) {
        List<StackTraceElement> frames = List.copyOf(Frames.withoutAgent(raw));
        WeakReference<List<StackTraceElement>> reference = known.get(frames);
        List<StackTraceElement> first = reference == null ? null : reference.get();
        if (first == null) {
            known.put(frames, new WeakReference<>(frames));
            return frames;
        }
        return first;
    }
}
