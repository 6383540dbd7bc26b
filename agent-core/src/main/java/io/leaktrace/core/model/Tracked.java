/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import io.leaktrace.bootstrap.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One live task as a scan saw it.
 *
 * @param id counts up from 1, never reused
 * @param name of its thread if it runs, else of the thing itself where it has one; null if it has none
 * @param waitName what it waits in, for example {@code CountDownLatch.await}; null if it does not wait
 * @param blockedForMillis time since it last made progress (for queued and pending ones: since they became so); -1 if
 * unknown
 * @param ageMillis time since it was created, or since LeakTrace first saw it
 * @param thread the thread that runs it, or null
 * @param pool the pool that runs or queues it, or of which it is a worker; null if none
 * @param labels further facts in the order to print them, for example a pool's size
 * @param frames its current stack, innermost first; empty if it has none or it was not read
 * @param waitingOn the object it waits on, or null
 * @param createdBy its origin, or null if it existed before LeakTrace was attached
 * @param ancestors origin of the creating task, of that one's creator, and so on
 * @param runs the task this thread carries just now, whose wait is the thread's wait; 0 if none
 */
public record Tracked(
        long id,
        Kind kind,
        @Nullable String name,
        State state,
        @Nullable String waitName,
        long blockedForMillis,
        long ageMillis,
        @Nullable String thread,
        @Nullable String pool,
        Map<String, String> labels,
        List<StackTraceElement> frames,
        @Nullable WaitingOn waitingOn,
        @Nullable Creation createdBy,
        List<Creation> ancestors,
        long runs) {
    /** What labels tell of threads and pools whose application was taken down, by closing its class loader. */
    public static final Map<String, String> LEFT_OVER = Map.of("loader", "closed");

    /** The label that names the test which a task came out of. */
    public static final String TEST = "test";

    /** The same with a label more. */
    public Tracked with(String label, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(label, value);
        return new Tracked(
                id,
                kind,
                name,
                state,
                waitName,
                blockedForMillis,
                ageMillis,
                thread,
                pool,
                more,
                frames,
                waitingOn,
                createdBy,
                ancestors,
                runs);
    }

    /** Whether its application was taken down. */
    public boolean isLeftOver() {
        return labels.entrySet().containsAll(LEFT_OVER.entrySet());
    }

    /** Whether it is only the carrier of another task: that one is what a finding is about. */
    public boolean isCarrier() {
        return runs != 0;
    }

    /** How many tasks the stack shown as its origin stands for; 0 if that is its own, or there is none. */
    public long representativeOf() {
        return createdBy == null ? 0 : createdBy.representativeOf();
    }

    /**
     * Whether it is in the very wait in which it had been stuck for so long at an earlier look, and has made no progress
     * since. False if that time was unknown, which -1 says. A wait of that length without a name is the same one: it was
     * not looked into this time.
     */
    public boolean isStillIn(@Nullable String earlierWait, long earlierMillis) {
        boolean same = waitName == null || waitName.equals(earlierWait);
        return earlierMillis >= 0 && blockedForMillis > earlierMillis && same;
    }
}
