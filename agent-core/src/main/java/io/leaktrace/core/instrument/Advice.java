/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static io.leaktrace.core.instrument.Operand.THIS;
import static io.leaktrace.core.instrument.Operand.THROWN;
import static io.leaktrace.core.instrument.Operand.TOKEN;

import io.leaktrace.bootstrap.Probes;
import org.jspecify.annotations.Nullable;

/**
 * What is put into a method: a call of {@link Probes} at its start, at its end, or both. Data instead of code to be
 * copied: so {@link WovenMethod} is all it takes to put it there, and no library that has to be loaded before {@code
 * main}. Whatever a probe throws is dropped by the woven method.
 *
 * @param enter the call at the start, or null; not in constructors
 * @param replaced the call wherever the method puts something else in the place of its argument, or null: the JDK's own
 *     code never does, but other agents wrap what executors are given; drops what it throws by itself
 * @param exit the call at the end, or null
 * @param whenThrown whether the method's end by an exception counts too; not in constructors
 */
record Advice(
        @Nullable Call enter,
        @Nullable Call replaced,
        @Nullable Call exit,
        boolean whenThrown) {
    private static final String TASK = "(Ljava/lang/Object;)V";
    private static final String TASK_TO_TOKEN = "(Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String POOL_AND_TASK = "(Ljava/lang/Object;Ljava/lang/Object;)V";
    private static final String POOL_AND_TASK_TO_TOKEN = "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String STAGE = "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V";
    private static final String TOKEN_AND_THROWN = "(Ljava/lang/Object;Ljava/lang/Throwable;)V";

    private static final Operand FIRST = Operand.argument(0);
    private static final Operand SECOND = Operand.argument(1);
    private static final Call SUBMITTED = Call.of("submitted", TOKEN_AND_THROWN, TOKEN, THROWN);
    private static final Call ENDED = Call.of("ended", TASK, TOKEN);

    /** Around every way to start a thread. */
    static final Advice THREAD_START = around(
            Call.of("threadStarting", "(Ljava/lang/Thread;)Ljava/lang/Object;", THIS),
            Call.of("threadStarted", TOKEN_AND_THROWN, TOKEN, THROWN));

    /** At the end of a thread's constructor that takes its Runnable; before JDK 19. */
    static final Advice THREAD_MADE_17 = after(Call.of("threadMade", TASK, SECOND));

    /** At the end of a thread's constructor that takes its Runnable; from JDK 19 on. */
    static final Advice THREAD_MADE = after(Call.of("threadMade", TASK, Operand.argument(3)));

    /** Where a virtual thread parks: it made progress to get there, and again when it goes on. */
    static final Advice PARK = around(Call.of("parking", "()V"), Call.of("parked", "()V"));

    /** Where a virtual thread is given the monitor it waited for; runs on the thread that wakes it. */
    static final Advice UNBLOCK = before(Call.of("unblocked", TASK, THIS));

    /** The last that a platform thread does. */
    static final Advice THREAD_END = after(Call.of("threadEnded", TASK, THIS));

    /** Where a virtual thread has ended; runs on its carrier, after it was unmounted for good. */
    static final Advice VIRTUAL_THREAD_END = before(Call.of("threadEnded", TASK, THIS));

    /** At the end of an executor's constructor. */
    static final Advice POOL_CREATED = after(Call.of("poolCreated", TASK, THIS));

    /** At the end of a thread pool's constructor, which takes the queue. */
    static final Advice POOL_QUEUE = after(Call.of("poolQueues", POOL_AND_TASK, THIS, Operand.argument(4)));

    /** Where an executor is given a task as first argument. */
    static final Advice TASK_SUBMIT = submission(Call.of("submitting", POOL_AND_TASK_TO_TOKEN, THIS, FIRST), FIRST);

    /** Around {@code execute(Runnable)} of classes outside the JDK, which may or may not be executors. */
    static final Advice HOST_EXECUTE =
            submission(Call.of("hostSubmitting", POOL_AND_TASK_TO_TOKEN, THIS, FIRST), FIRST);

    /** Where something outside the JDK that is known to run tasks is given one as first argument. */
    static final Advice DISPATCH = around(Call.of("dispatching", POOL_AND_TASK_TO_TOKEN, THIS, FIRST), SUBMITTED);

    /** The same with the task as second argument. */
    static final Advice DISPATCH_SECOND =
            around(Call.of("dispatching", POOL_AND_TASK_TO_TOKEN, THIS, SECOND), SUBMITTED);

    /** The same in an inner class of the executor. */
    static final Advice DISPATCH_INSIDE =
            around(Call.of("dispatching", POOL_AND_TASK_TO_TOKEN, Operand.field("this$0"), FIRST), SUBMITTED);

    /** The same where a hook sees all that is started. */
    static final Advice QUEUE = around(Call.of("queueing", POOL_AND_TASK_TO_TOKEN, THIS, FIRST), SUBMITTED);

    /** Around a worker's method that runs the task it is given, but does not call it as a Runnable. */
    static final Advice WORK = around(Call.of("beginning", TASK_TO_TOKEN, FIRST), Call.of("worked", TASK, TOKEN));

    /** Where a task that may be running is put into its executor's queue again. */
    static final Advice PUT_BACK = before(Call.of("puttingBack", TASK, FIRST));

    /** Where an executor takes a cancelled task out of its queue. */
    static final Advice DROP = before(Call.of("dropped", POOL_AND_TASK, THIS, FIRST));

    /** Where a fork-join pool is given a task as second argument, from JDK 19 on. */
    static final Advice FORK_JOIN_SUBMIT =
            submission(Call.of("submitting", POOL_AND_TASK_TO_TOKEN, THIS, SECOND), SECOND);

    /** Where a fork-join pool is given a task to run later, from JDK 25 on. */
    static final Advice DELAYED_SUBMIT = submission(Call.of("delaying", POOL_AND_TASK_TO_TOKEN, THIS, FIRST), FIRST);

    /** Where a fork-join task is forked. */
    static final Advice FORK = around(Call.of("forking", TASK_TO_TOKEN, THIS), SUBMITTED);

    /** Around a fork-join task that its caller runs, or waits for and then runs itself. */
    static final Advice INVOKE = around(Call.of("invoking", "()Ljava/lang/Object;"), Call.of("invoked", TASK, TOKEN));

    /** Where a timer is given a task. */
    static final Advice TIMER =
            submission(Call.of("timing", "(Ljava/lang/Object;J)Ljava/lang/Object;", FIRST, Operand.argument(2)), FIRST);

    /** Where a pool takes a task out of its queue again. */
    static final Advice REMOVE =
            after(Call.of("removed", "(Ljava/lang/Object;Ljava/lang/Object;Z)V", THIS, FIRST, Operand.RETURNED));

    /** Where a pool lets a rejected task drop without a word. */
    static final Advice DISCARD = before(Call.of("discarded", TASK, FIRST));

    /** Where a pool lets a task drop that another one takes the place of. */
    static final Advice DISCARD_OLDEST = before(Call.of("discarding", TASK, SECOND));

    /** Around a rejected task that its submitter runs. */
    static final Advice CALLER_RUNS = around(Call.of("taskBeginning", TASK_TO_TOKEN, FIRST), ENDED);

    /** Around calls that ask for a task to be run once, later. */
    static final Advice ONE_SHOT = scheduling(Probes.ONE_SHOT);

    /** Around calls that ask for a task to be run again and again. */
    static final Advice PERIODIC = scheduling(Probes.PERIODIC);

    /** Around calls that ask for a task to be run at once, by an executor that schedules. */
    static final Advice IMMEDIATE = scheduling(Probes.IMMEDIATE);

    /** Where a ThreadPoolExecutor's worker asks for its next task and gets it. */
    static final Advice WORKER_TAKE = new Advice(
            Call.of("workerAsks", TASK, THIS), Call.of("workerTook", POOL_AND_TASK, THIS, Operand.RETURNED), false);

    /** Around the whole life of a ThreadPoolExecutor's worker. */
    static final Advice WORKER_RUN = around(
            Call.of("workerStarted", "(Ljava/lang/Runnable;)Ljava/lang/Object;", Operand.field("firstTask")),
            Call.of("workerEnded", TASK, TOKEN));

    /** Around an adapter that runs the Runnable in its field {@code task}. */
    static final Advice ADAPTER_RUN = around(Call.of("adapting", TASK_TO_TOKEN, Operand.field("task")), ENDED);

    /** Around a fork-join task that runs the Runnable in its field {@code runnable}. */
    static final Advice FORK_JOIN_ADAPTER =
            around(Call.of("adapting", TASK_TO_TOKEN, Operand.field("runnable")), ENDED);

    /** Around the run of a FutureTask, for executors that do not tell what they start. */
    static final Advice FUTURE_TASK_RUN = around(Call.of("futureTaskBeginning", TASK_TO_TOKEN, THIS), ENDED);

    /** Around the run of a fork-join task. */
    static final Advice FORK_JOIN_RUN = around(Call.of("forkJoinBeginning", TASK_TO_TOKEN, THIS), ENDED);

    /** Around the run of an async stage, wherever it runs. */
    static final Advice TASK_RUN = around(Call.of("taskBeginning", TASK_TO_TOKEN, THIS), ENDED);

    /** At the end of the constructor of a stage without a source: runAsync, supplyAsync. */
    static final Advice ASYNC_STAGE = after(Call.of("stageAdded", STAGE, THIS, THIS, FIRST));

    /** At the end of the constructor of a stage with a source; it has an executor if it is async. */
    static final Advice DEPENDENT_STAGE = after(Call.of(
            "dependentAdded",
            "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V",
            THIS,
            FIRST,
            SECOND,
            Operand.argument(2)));

    /** At the end of the constructor of a stage with two sources, of the second one. */
    static final Advice SECOND_SOURCE = after(Call.of("sourceAdded", STAGE, THIS, SECOND, Operand.argument(3)));

    /** Where a CompletableFuture is completed by hand, whatever becomes of those who depend on it. */
    static final Advice COMPLETED = before(Call.of("completed", TASK, THIS));

    /** Where a CompletableFuture has let those go that depend on it no more. */
    static final Advice CLEANED = after(Call.of("dependentsLeft", POOL_AND_TASK, THIS, Operand.field("stack")));

    /** Where a CompletableFuture is to be completed with the result of a task, or when its time is up. */
    static final Advice COMPLETED_UNSEEN = before(Call.of("completedUnseen", TASK, THIS));

    /** Where a FutureTask was asked to cancel. */
    static final Advice CANCELLED = after(Call.of(
            "cancelled", "(Ljava/lang/Object;Ljava/lang/Object;Z)V", THIS, Operand.field("runner"), Operand.RETURNED));

    /** Where a pool that shuts down has taken all tasks out of its queue. */
    static final Advice DRAINED = after(Call.of("drained", POOL_AND_TASK, THIS, Operand.RETURNED));

    /** At the end of the constructor of an incomplete CompletableFuture. */
    static final Advice FUTURE_CREATED = after(Call.of("futureCreated", TASK, THIS));

    /** Around the methods in which the JDK constructs futures for its stages. */
    static final Advice STAGE_FUTURE = around(Call.of("stageEntered", "()V"), Call.of("stageLeft", "()V"));

    /** Without a call where the argument is replaced. */
    Advice(@Nullable Call enter, @Nullable Call exit, boolean whenThrown) {
        this(enter, null, exit, whenThrown);
    }

    private static Advice before(Call call) {
        return new Advice(call, null, false);
    }

    private static Advice after(Call call) {
        return new Advice(null, call, false);
    }

    private static Advice around(Call enter, Call exit) {
        return new Advice(enter, exit, true);
    }

    /** Around a method that is given a task, in whose place another agent may put a wrapper before it is queued. */
    private static Advice submission(Call enter, Operand task) {
        return new Advice(enter, Call.of("replaced", POOL_AND_TASK, TOKEN, task), SUBMITTED, true);
    }

    private static Advice scheduling(int mode) {
        return around(Call.of("scheduling", "(I)I", Operand.number(mode)), Call.of("scheduled", "(I)V", TOKEN));
    }
}
