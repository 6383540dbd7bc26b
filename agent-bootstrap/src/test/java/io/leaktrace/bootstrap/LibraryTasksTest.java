/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What executors of libraries do with their tasks, told by the same probes that are woven into them. */
final class LibraryTasksTest {
    private final Executor executor = task -> {};
    private final Runnable task = () -> {};

    @BeforeEach
    void record() {
        Registry.clear();
        Health.record(true);
        Recorder.handsOnIsSeen();
    }

    @AfterEach
    void clear() {
        Health.record(false);
        Registry.clear();
    }

    /** Millions of messages of an actor are as many submissions of one mailbox, which never says that it is done. */
    @Test
    void endsTheRunOfAMailbox() {
        Mailbox mailbox = new Mailbox();
        for (int i = 0; i < 100; i++) {
            submit(mailbox);
            Probes.worked(Probes.beginning(mailbox));
        }

        assertThat(Registry.created() - Registry.ended()).isEqualTo(entriesWithoutTasks());
    }

    @Test
    void putsBackWhatIsNotDue() {
        Task entry = submit(task);
        Object token = Probes.beginning(task);
        Probes.puttingBack(task);
        Probes.worked(token);

        assertThat(entry.state()).isEqualTo(Task.QUEUED);
        Object again = Probes.beginning(task);
        assertThat(again).isSameAs(entry);
        Probes.worked(again);
        assertThat(entry.state()).isEqualTo(Task.ENDED);
    }

    @Test
    void leavesATaskAloneThatIsPutBackByAnother() {
        Task entry = submit(task);
        Object token = Probes.beginning(task);
        Probes.puttingBack(executor);
        Probes.worked(token);

        assertThat(entry.state()).isEqualTo(Task.ENDED);
    }

    @Test
    void endsWhatIsTakenOutOfItsQueue() {
        Task entry = submit(task);
        Probes.dropped(executor, task);

        assertThat(entry.state()).isEqualTo(Task.ENDED);
    }

    @Test
    void takesARepeatingTaskThatGoesBackForNoNewOne() {
        int before = Probes.scheduling(Probes.PERIODIC);
        Task entry = submit(task);
        Probes.scheduled(before);
        Object token = Probes.beginning(task);

        assertThat(Probes.dispatching(executor, task)).isNull();
        Probes.worked(token);
        assertThat(entry.state()).isEqualTo(Task.QUEUED);
        assertThat(entry.kind()).isEqualTo(Kind.SCHEDULED_TASK);
    }

    /** The thread that is to run it is started by way of an executor, in the middle of the schedule call. */
    @Test
    void takesWhatASchedulerSubmitsToHaveAThreadStartedForNoScheduledTask() {
        int before = Probes.scheduling(Probes.PERIODIC);
        Object scheduled = Probes.dispatching(executor, task);
        Task loop = (Task) Probes.hostSubmitting((Executor) r -> {}, (Runnable) () -> {});
        Task wrapped = (Task) Probes.hostSubmitting((Executor) r -> {}, (Runnable) () -> {});
        Probes.submitted(wrapped, null);
        Probes.submitted(loop, null);
        Probes.submitted(scheduled, null);
        Probes.scheduled(before);

        assertThat(((Task) scheduled).kind()).isEqualTo(Kind.SCHEDULED_TASK);
        assertThat(loop.kind()).isEqualTo(Kind.EXECUTOR_TASK);
        assertThat(loop.carried()).isSameAs(scheduled);
        assertThat(wrapped.kind()).isEqualTo(Kind.EXECUTOR_TASK);
        assertThat(wrapped.isPeriodic()).isFalse();
    }

    /** Netty gives a loop a task that is never run, so that it looks for when it has to wake up. */
    @Test
    void takesWhatASchedulerGivesItselfForNoTask() {
        int before = Probes.scheduling(Probes.ONE_SHOT);
        Object scheduled = Probes.dispatching(executor, task);
        Object wakeUp = Probes.hostSubmitting(executor, (Runnable) () -> {});
        Probes.submitted(scheduled, null);
        Probes.scheduled(before);

        assertThat(wakeUp).isNull();
    }

    /** Else ten thousand tasks that were only passed on would seem to wait in it. */
    @Test
    void countsWhatIsHandedOnWhereItGoes() {
        Executor next = r -> {};
        Task entry = (Task) Probes.hostSubmitting(executor, task);
        Pool first = entry.pool;
        Probes.submitted(Probes.hostSubmitting(next, task), null);
        Probes.submitted(entry, null);

        assertThat(first.traffic.submissions).isZero();
        assertThat(entry.pool.refersTo(next)).isTrue();
        assertThat(entry.pool.traffic.submissions).isOne();
    }

    private Task submit(Object object) {
        Task entry = (Task) Probes.dispatching(executor, object);
        Probes.submitted(entry, null);
        return entry;
    }

    private static int entriesWithoutTasks() {
        int[] count = {0};
        Registry.forEach(entry -> count[0] += entry.kind() == Kind.THREAD || entry.kind() == Kind.POOL ? 1 : 0);
        return count[0];
    }

    private static final class Mailbox extends ForkJoinTask<Void> {
        private static final long serialVersionUID = 1;

        @Override
        public Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(Void value) {}

        @Override
        protected boolean exec() {
            return false;
        }
    }
}
