/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RegistryTest {
    private static final int THREADS = 4;

    @BeforeEach
    @AfterEach
    void clear() {
        Registry.clear();
    }

    @Test
    void findsByIdentityNotByEquality() {
        String object = new String("same");
        Task task = add(object);

        assertThat(Registry.find(object)).isSameAs(task);
        assertThat(Registry.find(new String("same"))).isNull();
    }

    @Test
    void forgetsWhatHasEnded() {
        Object object = new Object();
        add(object).end();

        assertThat(Registry.find(object)).isNull();
        assertThat(Registry.ended()).isEqualTo(1);
    }

    /** As after {@code shutdownNow}, which no hook sees: what was queued is drained. */
    @Test
    void endsWhatWaitsInAPoolThatHasEnded() {
        Object executor = new Object();
        Pool pool = new Pool(executor, false, false, null, "t", null);
        pool.keepsOrder();
        Registry.add(pool);
        for (int i = 0; i < 10; i++) {
            Task task = new Task(new Object(), Kind.EXECUTOR_TASK, Task.QUEUED, false, null, "t", null, 0);
            task.pool = pool;
            Registry.addInOrder(pool.line, task);
        }
        pool.end();

        assertThat(Registry.ended()).isEqualTo(11).isEqualTo(Registry.created());
    }

    @Test
    void countsAnEndOnce() {
        Task task = add(new Object());

        assertThat(task.end()).isTrue();
        assertThat(task.end()).isFalse();
        assertThat(Registry.ended()).isEqualTo(1);
    }

    @Test
    void startsSubmissionsOfTheSameObjectInOrder() {
        Runnable same = new Nothing();
        List<Task> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(submit(same, null));
        }
        List<Task> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.add(Registry.take(same, null, false));
        }

        assertThat(started).isEqualTo(submitted);
        assertThat(Registry.take(same, null, false)).isNull();
    }

    @Test
    void startsTheSubmissionToTheSamePool() {
        Runnable same = new Nothing();
        Pool first = new Pool(new Object(), false, false, null, null, null);
        Pool second = new Pool(new Object(), false, false, null, null, null);
        Task toFirst = submit(same, first);
        Task toSecond = submit(same, second);

        assertThat(Registry.take(same, second, false)).isSameAs(toSecond);
        assertThat(Registry.take(same, second, false)).isNull();
        assertThat(Registry.take(same, first, false)).isSameAs(toFirst);
    }

    @Test
    void leavesSubmissionsToOtherPoolsWhenOnlyOneHandedOnIsMeant() {
        Runnable same = new Nothing();
        submit(same, new Pool(new Object(), false, false, null, null, null));
        Task handedOn = submit(same, new Pool(new Object(), false, true, null, null, null));
        handedOn.handedOn = true;

        assertThat(Registry.take(same, null, true)).isSameAs(handedOn);
        assertThat(Registry.take(same, null, true)).isNull();
    }

    @Test
    void takesSubmissionsAfterTheFirstOneHasEnded() {
        Runnable same = new Nothing();
        Task first = submit(same, null);
        Task second = submit(same, null);
        assertThat(Registry.take(same, null, false)).isSameAs(first);
        first.end();
        sweep();
        Task third = submit(same, null);

        assertThat(Registry.take(same, null, false)).isSameAs(second);
        assertThat(Registry.take(same, null, false)).isSameAs(third);
    }

    @Test
    void visitsEverythingAliveAfterGrowing() {
        List<Object> alive = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            Object object = new Object();
            alive.add(object);
            add(object);
            if (i % 10_000 == 0) {
                Registry.tick();
            }
        }
        Registry.tick();

        assertThat(visited()).hasSize(alive.size());
        assertThat(alive).allMatch(object -> Registry.find(object) != null);
    }

    @Test
    void endsWhatWasCollected() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            add(new Object());
        }
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (Registry.ended() < 1_000) {
            assertThat(System.nanoTime()).as("collected in time").isLessThan(deadline);
            System.gc();
            Registry.tick();
            Thread.onSpinWait();
        }

        assertThat(visited()).isEmpty();
    }

    @Test
    void keepsNoEndlessChainOfAncestors() {
        Task parent = null;
        TableTask newest = null;
        for (int i = 0; i < 10_000; i++) {
            newest = new TableTask(
                    new Object(), Kind.EXECUTOR_TASK, Task.RUNNING, false, parent, "t", new Throwable(), 0);
            Registry.add(newest);
            if (parent != null) {
                parent.end();
            }
            parent = newest;
        }
        int length = 0;
        for (Task t = newest; t != null; t = t.parent) {
            length++;
        }

        assertThat(length).isBetween(16, 40);
    }

    /** Host threads add, start, repeat and end tasks while the table grows, is swept and is walked: nothing is lost. */
    @Test
    void losesNothingUnderTorture() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> reclaimerFailure = new AtomicReference<>();
        Thread reclaimer = new Thread(() -> {
            try {
                while (!stop.get()) {
                    Registry.tick();
                    visited();
                }
            } catch (Throwable t) {
                reclaimerFailure.set(t);
            }
        });
        reclaimer.start();
        ExecutorService hosts = Executors.newFixedThreadPool(THREADS);
        List<Future<List<Object>>> survivors = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            survivors.add(hosts.submit(new Host()));
        }
        List<Object> alive = new ArrayList<>();
        for (Future<List<Object>> survivor : survivors) {
            alive.addAll(survivor.get());
        }
        stop.set(true);
        reclaimer.join();
        hosts.shutdown();
        sweep();

        assertThat(reclaimerFailure.get()).isNull();
        assertThat(alive).allMatch(object -> Registry.find(object) != null);
        assertThat(visited()).hasSize(alive.size());
        assertThat(Registry.created() - Registry.ended()).isEqualTo(alive.size());
    }

    private static final Runnable SHARED = new Nothing();

    /** Adds, starts and ends; every hundredth task stays alive. Takes a shared object as often as it submits it. */
    private static final class Host implements Callable<List<Object>> {
        @Override
        public List<Object> call() {
            List<Object> kept = new ArrayList<>();
            for (int i = 0; i < 200_000; i++) {
                Object object = new Object();
                submit(object, null);
                Task started = Registry.take(object, null, false);
                assertThat(started).isNotNull();
                if (i % 100 == 0) {
                    kept.add(object);
                } else {
                    started.end();
                }
                if (i % 3 == 0) {
                    submit(SHARED, null);
                    Task shared = Registry.take(SHARED, null, false);
                    assertThat(shared).as("a submission of the shared object").isNotNull();
                    shared.end();
                }
            }
            return kept;
        }
    }

    private static void sweep() {
        for (int i = 0; i < 3_000; i++) {
            add(new Object()).end();
        }
        Registry.tick();
    }

    private static Set<Task> visited() {
        Set<Task> tasks = Collections.newSetFromMap(new IdentityHashMap<>());
        Registry.forEach(task -> {
            if (!task.isOver()) {
                tasks.add(task);
            }
        });
        return tasks;
    }

    private static Task add(Object object) {
        TableTask task =
                new TableTask(object, Kind.EXECUTOR_TASK, Task.QUEUED, false, null, "t", null, System.nanoTime());
        Registry.add(task);
        return task;
    }

    private static Task submit(Object object, Pool pool) {
        TableTask task =
                new TableTask(object, Kind.EXECUTOR_TASK, Task.QUEUED, false, null, "t", null, System.nanoTime());
        task.pool = pool;
        Registry.addSubmission(object, task);
        return task;
    }

    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }
}
