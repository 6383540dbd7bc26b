/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;

/** Runs every probe once on objects of its own, so that no class is loaded from inside a hook. Once per install. */
final class WarmUp {
    private static final class Nothing implements Runnable {
        @Override
        public void run() {}
    }

    private static final class HandsNothingOn implements Executor {
        @Override
        public void execute(Runnable task) {}
    }

    static void run() {
        Health.record(true);
        ThreadTask self = Current.self();
        boolean busy = self.busy;
        self.busy = false;
        try {
            threadsAndPools();
            tasks();
            Health.failed(new Throwable("warm-up"));
        } finally {
            Health.record(false);
            Registry.tick();
            Registry.clear();
            Health.forgive();
            Current.self().busy = busy;
        }
    }

    private static void threadsAndPools() {
        Thread thread = new Thread(new Nothing());
        Object token = Probes.threadStarting(thread);
        Probes.threadStarted(token, new Throwable());
        Probes.threadMade(thread);
        Probes.parking();
        Probes.parked();
        Probes.unblocked(thread);
        Probes.threadEnded(thread);
        Object marking = Probes.marking();
        Probes.left(marking, Probes.entering(marking, 1));
        Object executor = new Object();
        Probes.poolCreated(executor);
        Probes.poolQueues(executor, new ArrayBlockingQueue<>(1));
        Probes.submitted(Probes.submitting(executor, new Nothing()), null);
        Object worker = Probes.workerStarted(new Nothing());
        Probes.workerAsks(executor);
        Probes.workerTook(executor, new Nothing());
        Probes.workerEnded(worker);
    }

    private static void tasks() {
        Object executor = new Object();
        Runnable task = new Nothing();
        Probes.submitted(Probes.submitting(executor, task), null);
        Probes.submitted(Probes.submitting(executor, task), null); // the same object again
        Probes.submitted(Probes.hostSubmitting(new HandsNothingOn(), new Nothing()), null);
        Object token = Probes.submitting(executor, new Nothing());
        Probes.replaced(token, new Nothing());
        Probes.submitted(token, null);
        Probes.submitted(Probes.dispatching(new Object(), new Nothing()), null);
        Probes.submitted(Probes.queueing(new Object(), new Nothing()), null);
        Probes.worked(Probes.beginning(task));
        Probes.puttingBack(task);
        Probes.dropped(executor, new Nothing());
        Probes.ended(Probes.adapting(task));
        Probes.ended(Probes.futureTaskBeginning(task));
        Probes.run(task);
        Probes.workerTook(executor, task);
        Probes.scheduled(Probes.scheduling(Probes.PERIODIC));
        Probes.submitted(Probes.delaying(executor, new Nothing()), null);
        Probes.removed(executor, task, true);
        Probes.discarded(task);
        Probes.discarding(executor);
        Probes.ended(Probes.forkJoinBeginning(task));
        Object future = new Nothing(); // a real one would initialise the common pool, whose settings are the host's
        Probes.stageEntered();
        Probes.stageLeft();
        Probes.futureCreated(future);
        Probes.stageAdded(new Nothing(), executor, future);
        Object dependent = new Nothing();
        Probes.dependentAdded(new Nothing(), null, dependent, future);
        Probes.sourceAdded(new Nothing(), dependent, future);
        Probes.dependentsLeft(future, null);
        Probes.completedUnseen(future);
        Probes.completed(dependent);
        Probes.completed(future);
        Probes.cancelled(task, null, true);
        Probes.drained(executor, List.of(task));
        Probes.ended(Probes.taskBeginning(task));
        Probes.submitted(Probes.timing(new Nothing(), 1), null);
        Counter counter = new Counter();
        Bridge.forEach(counter);
    }

    private static final class Counter implements java.util.function.Consumer<Task> {
        @Override
        public void accept(Task task) {
            task.isOver();
        }
    }

    private WarmUp() {}
}
