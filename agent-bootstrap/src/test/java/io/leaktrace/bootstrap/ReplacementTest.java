/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Another agent wraps what is submitted, after the probe that saw it and before the queue. */
final class ReplacementTest {
    private final Object executor = new Object();

    @BeforeEach
    void record() {
        Registry.clear();
        Health.record(true);
        Probes.poolCreated(executor);
    }

    @AfterEach
    void clear() {
        Health.record(false);
        Registry.clear();
        assertThat(Health.suppressedFailures()).isZero();
    }

    static List<Object> queues() {
        return List.of(new LinkedBlockingQueue<>(), new PriorityBlockingQueue<>());
    }

    @ParameterizedTest
    @MethodSource("queues")
    void theWrapperHasTheOriginOfWhatIsInside(Object queue) {
        Probes.poolQueues(executor, queue);
        Runnable inside = new Nothing();
        Runnable wrapper = new Nothing();
        long live = live();
        Object token = Probes.submitting(executor, inside);
        Object stack = ((Task) token).stack;
        Probes.replaced(token, wrapper);
        Probes.submitted(token, null);

        assertThat(Registry.take(inside, pool(), false)).isNull();
        Task taken = Registry.take(wrapper, pool(), false);
        assertThat(taken.stack).isSameAs(stack);
        assertThat(taken.creatorName).isEqualTo(Thread.currentThread().getName());
        assertThat(taken.subject()).isSameAs(inside);
        assertThat(live()).isEqualTo(live + 1);
        taken.end();
        assertThat(live()).isEqualTo(live);
    }

    @Test
    void twoAgentsMayWrapOneInsideTheOther() {
        Runnable inside = new FutureTask<>(new Nothing(), null);
        Runnable wrapper = new Nothing();
        Object token = Probes.submitting(executor, inside);
        Probes.replaced(token, new Nothing());
        Probes.replaced(token, wrapper);
        Probes.replaced(token, wrapper);
        Probes.submitted(token, null);

        assertThat(Registry.take(wrapper, pool(), false).subject()).isSameAs(inside);
        assertThat(Current.self().isSubmitting()).isFalse();
    }

    @Test
    void aWorkerStartedForTheWrapperRunsIt() throws Exception {
        Runnable wrapper = new Nothing();
        AtomicReference<Task> run = new AtomicReference<>();
        Object token = Probes.submitting(executor, new Nothing());
        Probes.replaced(token, wrapper);
        Thread worker = new Thread(() -> {
            Object life = Probes.workerStarted(wrapper);
            run.set(Current.self().current);
            Probes.workerEnded(life);
        });
        Probes.threadStarted(Probes.threadStarting(worker), null);
        Probes.submitted(token, null);
        worker.start();
        worker.join();

        assertThat(run.get()).isNotNull();
        assertThat(run.get().stack).isNull(); // it is over, so it holds nothing any more
        assertThat(run.get().refersTo(wrapper)).isTrue();
    }

    @Test
    void whatIsRejectedIsOver() {
        Runnable wrapper = new Nothing();
        Object token = Probes.submitting(executor, new Nothing());
        Probes.replaced(token, wrapper);
        Probes.submitted(token, new RejectedExecutionException());

        assertThat(Registry.take(wrapper, pool(), false)).isNull();
    }

    @Test
    void isSeenWhereOneExecutorHandsItOnToTheNext() {
        Runnable inside = new Nothing();
        Runnable wrapper = new Nothing();
        Executor host = Runnable::run;
        Object outer = Probes.hostSubmitting(host, inside);
        Object inner = Probes.submitting(executor, inside);
        Probes.replaced(inner, wrapper);
        Probes.submitted(inner, null);
        Probes.submitted(outer, null);

        assertThat(Registry.take(wrapper, pool(), false)).isNotNull();
        assertThat(Current.self().isSubmitting()).isFalse();
    }

    @Test
    void aStageIsKnownByItsFuture() {
        Object future = new Object();
        Runnable stage = new Stage();
        Probes.stageAdded(stage, executor, future);
        Object token = Probes.submitting(executor, stage);
        Runnable wrapper = new Nothing();
        Probes.replaced(token, wrapper);
        Probes.submitted(token, null);

        Task taken = Registry.take(wrapper, pool(), false);
        assertThat(taken.kind()).isEqualTo(Kind.ASYNC_STAGE);
        assertThat(taken.subject()).isSameAs(future);
        assertThat(Probes.taskBeginning(stage)).isNull();
    }

    /** The same object waits unwrapped for another submission, and a worker takes it right now. */
    @Test
    void aMistakenOriginIsTakenBack() {
        Runnable same = new Nothing();
        Runnable wrapper = new Nothing();
        Object wrapped = Probes.submitting(executor, same);
        Task mistaken = Registry.take(same, pool(), false);
        assertThat(mistaken).isSameAs(wrapped);
        Task other = submittedElsewhere(same);
        Probes.replaced(wrapped, wrapper);
        Probes.submitted(wrapped, null);

        assertThat(mistaken.state()).isEqualTo(Task.ENDED);
        assertThat(other.state()).isEqualTo(Task.ENDED);
        assertThat(Registry.take(wrapper, pool(), false).creatorName)
                .isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void otherUsesOfTheVariableAreNoMatter() {
        Runnable inside = new Nothing();
        Object token = Probes.submitting(executor, inside);
        Probes.replaced(token, "no task");
        Probes.replaced(token, null);
        Probes.replaced(null, new Nothing());
        Probes.submitted(token, null);

        assertThat(Registry.take(inside, pool(), false)).isSameAs(token);
    }

    private Task submittedElsewhere(Runnable task) {
        TableTask other = new TableTask(task, Kind.EXECUTOR_TASK, Task.QUEUED, false, null, "elsewhere", null, 0);
        other.pool = pool();
        Registry.addSubmission(task, other);
        return other;
    }

    private Pool pool() {
        return Registry.findPool(executor);
    }

    private static long live() {
        return Registry.created() - Registry.ended();
    }

    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }

    private static final class Stage
            implements Runnable, java.util.concurrent.CompletableFuture.AsynchronousCompletionTask {
        @Override
        public void run() {}
    }
}
