/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No hook is active here: what they would tell is told by hand, and what the collector does by enqueueing entries. */
final class AbandonedTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    @BeforeEach
    void record() {
        Registry.clear();
        Health.record(true);
        Probes.poolCreated(pool);
        Probes.poolQueues(pool, new LinkedBlockingQueue<>());
        submittedLater();
    }

    @AfterEach
    void clear() {
        Health.record(false);
        Registry.clear();
        pool.shutdown();
    }

    // --- tasks

    @Test
    void notesATaskThatWasDroppedUnrun() {
        Task task = submitted(new FutureTask<>(() -> null));

        assertThat(collected(task)).isTrue();
        assertThat(Abandoned.poll()).as("once").isNull();
        assertThat(task.state()).isEqualTo(Task.ENDED);
    }

    @Test
    void knowsNothingOfATaskThatTellsNobodyOfItsEnd() {
        assertThat(collected(submitted(() -> {}))).isFalse();
    }

    @Test
    void doubtsWhatMayHaveBeenCancelled() {
        FutureTask<?> object = new FutureTask<>(() -> null);
        Task task = submitted(object);
        Probes.cancelled(object, null, true);

        assertThat(collected(task)).isFalse();
        assertThat(collected(submittedLater())).as("one that was not there yet").isTrue();
    }

    @Test
    void doubtsWhatMayHaveBeenRunByOthers() {
        FutureTask<?> object = new FutureTask<>(() -> null);
        Task task = submitted(object);
        Probes.ended(Probes.futureTaskBeginning(object));

        assertThat(collected(task)).isFalse();
    }

    @Test
    void doesNotDoubtBecauseARunningTaskWasCancelled() {
        Task task = submitted(new FutureTask<>(() -> null));
        Probes.cancelled(new FutureTask<>(() -> null), Thread.currentThread(), true);

        assertThat(collected(task)).isTrue();
    }

    @Test
    void endsWhatWasTakenOutOfTheQueue() {
        FutureTask<?> removed = new FutureTask<>(() -> null);
        FutureTask<?> drained = new FutureTask<>(() -> null);
        Task first = submitted(removed);
        Task second = submitted(drained);
        Probes.removed(pool, removed, true);
        Probes.drained(pool, List.of(drained));

        assertThat(List.of(first.state(), second.state())).containsOnly(Task.ENDED);
        assertThat(collected(first) || collected(second)).isFalse();
    }

    @Test
    void endsWhatAWorkerRan() {
        FutureTask<?> object = new FutureTask<>(() -> null);
        Task task = submitted(object);
        Object worker = Probes.workerStarted(null);
        Probes.workerAsks(pool);
        Probes.workerTook(pool, object);
        Probes.ended(Probes.futureTaskBeginning(object));
        Probes.workerAsks(pool);
        Probes.workerEnded(worker);

        assertThat(collected(task)).isFalse();
        assertThat(collected(submitted(new FutureTask<>(() -> null))))
                .as("no doubt was raised")
                .isTrue();
    }

    @Test
    void forgetsATaskThatIsRefusedAfterAll() {
        Object token = Probes.submitting(pool, new FutureTask<>(() -> null));
        ((Task) token).enqueue();
        Registry.tick();
        Probes.submitted(token, new IllegalStateException());

        assertThat(Abandoned.poll()).isNull();
    }

    // --- promises

    @Test
    void notesAPromiseThatOthersDependOn() {
        Object promise = promise();
        dependent(promise);

        assertThat(collected(Registry.findTask(promise))).isTrue();
    }

    @Test
    void letsGoWhatNobodyDependsOn() {
        assertThat(collected(Registry.findTask(promise()))).isFalse();
    }

    @Test
    void countsOnlyTheEndOfAChain() {
        Object promise = promise();
        Object first = dependent(promise);
        dependent(first);

        assertThat(((Promise) Registry.findTask(promise)).missedBy()).isOne();
    }

    @Test
    void letsGoWhatEverybodyWhoDependsOnItGotElsewhere() {
        Object promise = promise();
        Task entry = Registry.findTask(promise);
        Object early = dependent(promise);
        dependent(early); // is completed by the JDK when that one is
        Object late = dependent(dependent(promise));
        Probes.completed(early);
        assertThat(((Promise) entry).missedBy()).isOne();
        Probes.completed(late);

        assertThat(collected(entry)).isFalse();
    }

    @Test
    void letsGoWhatEverybodyHasLeftOrTheJdkCompletes() {
        Object left = promise();
        dependent(left);
        Probes.dependentsLeft(left, null);
        Object unseen = promise();
        dependent(unseen);
        Probes.completedUnseen(unseen);
        Object timed = promise();
        Probes.completedUnseen(dependent(timed));

        assertThat(collected(Registry.findTask(left))).isFalse();
        assertThat(collected(Registry.findTask(unseen))).isFalse();
        assertThat(collected(Registry.findTask(timed))).isFalse();
    }

    @Test
    void answersAllThatWaitFromSeveralSources() {
        Task first = Registry.findTask(promiseOfBoth(Probes::completed));
        Task second = Registry.findTask(promiseOfBoth(future -> {}));

        assertThat(collected(first)).isFalse();
        assertThat(collected(second)).isTrue();
    }

    /** Returns the second source of a stage of two. */
    private static Object promiseOfBoth(Consumer<Object> answer) {
        Object one = promise();
        Object other = promise();
        Object inner = dependent(other);
        Object both = dependent(one);
        Probes.sourceAdded(new Object(), both, inner);
        answer.accept(both);
        return other;
    }

    /** Each node of a layer depends on each of the layer before: many paths, few futures. */
    @Test
    void knowsEachFutureOnceHoweverManyPathsLeadThere() {
        Object promise = promise();
        List<Object> layer = List.of(promise);
        for (int depth = 0; depth < 20; depth++) {
            List<Object> next = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Object future = dependent(layer.get(0));
                layer.subList(1, layer.size()).forEach(source -> Probes.sourceAdded(new Object(), future, source));
                next.add(future);
            }
            layer = next;
        }

        assertThat(Dependents.size()).isEqualTo(200);
        assertThat(((Promise) Registry.findTask(promise)).missedBy()).isEqualTo(10);
        Probes.completed(promise);
        assertThat(Dependents.size()).isZero();
    }

    @Test
    void doubtsWhatMayHaveBeenCompletedWhileNothingWasRecorded() {
        Object promise = promise();
        dependent(promise);
        Task entry = Registry.findTask(promise);
        Health.record(false);
        Health.record(true);

        assertThat(collected(entry)).isFalse();
    }

    @Test
    void endsACompletedPromise() {
        Object promise = promise();
        Task entry = Registry.findTask(promise);
        Probes.completed(promise);

        assertThat(entry.state()).isEqualTo(Task.ENDED);
        assertThat(dependent(promise)).isNotNull();
        assertThat(Dependents.size()).isZero();
    }

    @Test
    void leavesTheCountOfTheMainTablesAlone() {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Object promise = promise();
            dependent(promise);
            kept.add(promise);
        }
        Collections.shuffle(kept, new Random(1));
        kept.forEach(Probes::completed);

        assertThat(Registry.LEFT.sum()).isNotNegative();
    }

    /** Dependents come while the promise ends: none of them may stay behind. */
    @Test
    void leavesNoDependentBehind() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicInteger added = new AtomicInteger();
        Object other = promise(); // keeps look-ups going
        for (int round = 0; round < ROUNDS; round++) {
            Object promise = promise();
            Task entry = Registry.findTask(promise);
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 1; i < THREADS; i++) {
                work.add(() -> {
                    Dependents.added(new Object(), promise, new Object());
                    return added.addAndGet(entry.state() == Task.PENDING ? 1 : 0);
                });
            }
            work.add(round % THREADS, entry::end);
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        threads.shutdown();

        assertThat(Dependents.size()).isZero();
        assertThat(added.get()).as("some came first").isPositive();
        assertThat(Registry.findTask(other)).isNotNull();
    }

    private Task submitted(Runnable object) {
        Object token = Probes.submitting(pool, object);
        Probes.submitted(token, null);
        return (Task) token;
    }

    /** Submitted once the doubts of before are over. */
    private Task submittedLater() {
        Task task = submitted(new FutureTask<>(() -> null));
        while (!Abandoned.isSure(task)) {
            task = submitted(new FutureTask<>(() -> null));
        }
        return task;
    }

    private static Object promise() {
        Object future = new CompletableFuture<>();
        Probes.futureCreated(future);
        return future;
    }

    private static Object dependent(Object source) {
        Object future = new CompletableFuture<>();
        Probes.dependentAdded(new Object(), null, future, source);
        return future;
    }

    private static boolean collected(Task task) {
        task.enqueue();
        Registry.tick();
        return Abandoned.poll() != null;
    }
}
