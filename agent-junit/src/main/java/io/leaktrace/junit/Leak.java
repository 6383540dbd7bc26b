/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one line of code has left behind: one task or several of the same kind, state, current stack and origin. A value;
 * any thread may read it.
 */
public final class Leak {
    private final Map<?, ?> facts;

    Leak(Map<?, ?> facts) {
        this.facts = facts;
    }

    /** The test, or other scope, whose code created it; null if it came out of none. */
    public @Nullable String test() {
        return text("test");
    }

    /** {@code thread}, {@code virtual-thread}, {@code executor-task}, {@code pool} …: the kinds of LeakTrace. */
    public String kind() {
        return String.valueOf(facts.get("kind"));
    }

    /** How many there are of it, at least 1. */
    public int count() {
        return facts.get("count") instanceof Integer count ? count : 1;
    }

    /** The name of the thread that runs it, or of a pool; of the first, if there are several; null if it has none. */
    public @Nullable String name() {
        return text("name");
    }

    /** {@code running}, {@code waiting}, {@code queued}, {@code idle} …: the states of LeakTrace. */
    public String state() {
        return String.valueOf(facts.get("state"));
    }

    /** What it waits in, for example {@code CountDownLatch.await}; null if it does not wait. */
    public @Nullable String waitName() {
        return text("wait");
    }

    /** Its current stack, innermost first; empty if it has none. */
    public List<StackTraceElement> frames() {
        return frames(facts.get("frames"));
    }

    /** The stack that created it, from the caller of {@code submit}, {@code start} … outwards; empty if unknown. */
    public List<StackTraceElement> createdBy() {
        return frames(facts.get("createdBy"));
    }

    /** The stack that created the task in which it was created, and so on up to the test; may be empty. */
    public List<List<StackTraceElement>> ancestors() {
        return facts.get("ancestors") instanceof List<?> list
                ? list.stream().map(Leak::frames).toList()
                : List.of();
    }

    /** A rule that would silence it: see {@link Leaks#ignore}. */
    public String ignoreRule() {
        return String.valueOf(facts.get("ignoreRule"));
    }

    /** All of this as reports show it, over several lines. */
    @Override
    public String toString() {
        return String.valueOf(facts.get("text"));
    }

    String json() {
        return String.valueOf(facts.get("json"));
    }

    /** Whether it may turn out to be garbage. */
    boolean isCollectable() {
        return Boolean.TRUE.equals(facts.get("collectable"));
    }

    /** The numbers of its tasks. */
    Collection<?> tasks() {
        return facts.get("ids") instanceof List<?> ids ? ids : List.of();
    }

    /** Whether some of its tasks are those of an earlier look. */
    boolean isStill(Leak earlier) {
        return !Collections.disjoint(tasks(), earlier.tasks());
    }

    private @Nullable String text(String key) {
        Object value = facts.get(key);
        return value == null ? null : value.toString();
    }

    @SuppressWarnings("unchecked")
    private static List<StackTraceElement> frames(@Nullable Object frames) {
        return frames == null ? List.of() : (List<StackTraceElement>) frames;
    }
}
