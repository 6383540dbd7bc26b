/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table of few buckets, so that whatever can meet in one does. */
final class IdentityTableTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 60_000;
    private static final int SHARED = 8;

    private final IdentityTable table = new IdentityTable(4, Registry.LEFT);
    /** How many entries the reclaimer is told of: it grows with time, and with it the table. */
    private final AtomicInteger live = new AtomicInteger();

    private final AtomicReferenceArray<Object> shared = new AtomicReferenceArray<>(SHARED);

    @BeforeEach
    @AfterEach
    void clear() {
        Registry.clear();
    }

    @Test
    void letsTheHeadOfABucketGoWithoutASweep() {
        Task first = add(new Object());
        Task second = add(new Object());

        assertThat(end(second)).isTrue();
        assertThat(visited()).containsExactly(first);
    }

    @Test
    void sweepsWhatEndedBehindTheHead() {
        IdentityTable oneBucket = new IdentityTable(1, Registry.LEFT);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TableTask task = task(new Object(), null);
            oneBucket.add(task);
            tasks.add(task);
        }
        tasks.get(0).end();
        tasks.get(2).end();
        oneBucket.sweep();
        List<Task> left = new ArrayList<>();
        oneBucket.forEach(left::add);

        assertThat(left).containsExactly(tasks.get(4), tasks.get(3), tasks.get(1));
    }

    @Test
    void findsEverythingAfterGrowing() {
        List<Object> objects = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            objects.add(new Object());
            add(objects.get(i));
            table.growFor(i);
        }

        assertThat(table.size()).isGreaterThanOrEqualTo(1_000);
        assertThat(objects).allMatch(object -> table.find(object) != null);
        assertThat(visited()).hasSize(1_000);
        Reference.reachabilityFence(objects);
    }

    @Test
    void keepsTheOrderOfSubmissionsOfOneObjectWhileItGrows() {
        Object same = new Object();
        List<Task> submitted = new ArrayList<>();
        List<Task> started = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            submitted.add(submit(same, null));
            table.growFor(i);
        }
        for (int i = 0; i < 100; i++) {
            started.add(table.take(same, null, false));
        }

        assertThat(started).isEqualTo(submitted);
        assertThat(table.take(same, null, false)).isNull();
    }

    /** What was taken out of turn must not stay in the way of every later search. */
    @Test
    void walksPastNothingThatWasTakenOutOfTurn() {
        Object same = new Object();
        submit(same, null);
        for (int i = 0; i < 10_000; i++) {
            submit(same, null);
            end(table.take(same, null, false));
        }

        assertThat(visited()).hasSizeLessThan(10);
    }

    @Test
    void takesNoSubmissionThatSomebodyElseHandsOn() {
        Object same = new Object();
        Pool ofTheJdk = new Pool(new Object(), false, false, null, null, null);
        Task queued = submit(same, ofTheJdk);

        assertThat(table.take(same, null, true)).isNull();
        assertThat(table.take(same, ofTheJdk, true)).isSameAs(queued);
    }

    /** Every thread finds what it added, until it ends it, whatever the others and the reclaimer do. */
    @Test
    void losesNothingWhileItGrowsAndIsSwept() throws Exception {
        List<Object> kept = new ArrayList<>();
        torture(() -> {
                    List<Object> mine = new ArrayList<>();
                    for (int i = 0; i < ROUNDS; i++) {
                        Object object = new Object();
                        Task task = add(object);
                        assertThat(table.find(object)).isSameAs(task);
                        if (i % 50 == 0) {
                            mine.add(object);
                            live.incrementAndGet();
                        } else {
                            assertThat(table.take(object, null, false)).isSameAs(task);
                            end(task);
                            assertThat(table.find(object)).isNull();
                        }
                    }
                    return mine;
                })
                .forEach(kept::addAll);

        assertThat(kept).allMatch(object -> table.find(object) != null);
        table.sweep();
        assertThat(visited()).hasSize(kept.size());
    }

    /**
     * A few objects, each submitted by all threads at once and now and then replaced by a new one: a thread is given
     * back exactly what it submitted to its own pool, in order, although others end the entry on which all lines hang.
     */
    @Test
    void keepsSubmissionsOfOneObjectToDifferentPoolsApart() throws Exception {
        for (int i = 0; i < SHARED; i++) {
            shared.set(i, new Object());
        }
        torture(() -> {
            Pool own = new Pool(new Object(), false, false, null, null, null);
            for (int i = 0; i < ROUNDS; i++) {
                int place = ThreadLocalRandom.current().nextInt(SHARED);
                Object same = shared.get(place);
                Task first = submit(same, own);
                Task second = submit(same, own);
                assertThat(table.take(same, own, false)).as("first").isSameAs(first);
                if (i % 2 == 0) {
                    end(first);
                }
                assertThat(table.take(same, own, false)).as("second").isSameAs(second);
                end(first);
                end(second);
                if (i % 10 == 0) {
                    shared.set(place, new Object());
                    live.incrementAndGet();
                }
            }
            return List.of();
        });
        table.sweep();

        assertThat(visited().stream().filter(task -> !task.isOver())).isEmpty();
    }

    /** Runs this on several threads, while ours sweeps, grows and walks without a pause. */
    private List<List<Object>> torture(Callable<List<Object>> host) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        Future<?> reclaiming = threads.submit(() -> {
            while (!stop.get()) {
                table.sweep();
                table.growFor(live.get());
                visited();
            }
        });
        List<Future<List<Object>>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(host));
        }
        List<List<Object>> results = new ArrayList<>();
        try {
            for (Future<List<Object>> each : running) {
                results.add(each.get());
            }
        } finally {
            stop.set(true);
            reclaiming.get();
            threads.shutdown();
        }
        assertThat(table.size()).as("has grown").isGreaterThan(4);
        return results;
    }

    private Set<Task> visited() {
        Set<Task> tasks = Collections.newSetFromMap(new IdentityHashMap<>());
        table.forEach(tasks::add);
        return tasks;
    }

    private Task add(Object object) {
        TableTask task = task(object, null);
        table.add(task);
        return task;
    }

    private Task submit(Object object, Pool pool) {
        TableTask task = task(object, pool);
        table.addSubmission(object, task);
        return task;
    }

    /** As {@link Registry#ended} does in its own tables. */
    private boolean end(Task task) {
        return task.end() && task.again == Task.CLOSED && table.pop((TableTask) task);
    }

    private static TableTask task(Object object, Pool pool) {
        TableTask task =
                new TableTask(object, Kind.EXECUTOR_TASK, Task.QUEUED, false, null, "t", null, System.nanoTime());
        task.pool = pool;
        return task;
    }
}
