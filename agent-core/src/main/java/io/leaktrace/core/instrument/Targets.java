/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static io.leaktrace.core.instrument.Methods.constructor;
import static io.leaktrace.core.instrument.Methods.named;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of everything LeakTrace changes in the JDK, read off its sources for 17, 21 and 25. Rows of one hook belong
 * together: the hook is active when each of its rows that applies to this JDK has matched a method.
 */
final class Targets {
    private static final int ANY = Integer.MAX_VALUE;
    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String FUTURE = CONCURRENT + "CompletableFuture";

    private final List<Target> rows = new ArrayList<>();

    /** The rows that apply to a JDK of this feature version. */
    static List<Target> forJdk(int jdk) {
        List<Target> applying = new ArrayList<>();
        for (Target row : new Targets().rows) {
            if (row.appliesTo(jdk)) {
                applying.add(row);
            }
        }
        return applying;
    }

    private Targets() {
        threads();
        threadPools();
        schedules();
        forkJoin();
        stages();
        others();
    }

    private void threads() {
        // pool workers and virtual threads start through start(ThreadContainer) from JDK 19 on
        row("threads", "java.lang.Thread", named("start"), Advice.THREAD_START);
        row("threads", "java.lang.Thread", named("exit").taking(0), Advice.THREAD_END);
        row("virtual threads", "java.lang.VirtualThread", named("start").taking(1), Advice.THREAD_START, 21, ANY);
        row("virtual thread progress", "java.lang.VirtualThread", named("park", "parkNanos"), Advice.PARK, 21, ANY);
        row(
                "virtual thread progress",
                "java.lang.VirtualThread",
                named("unblock", "waitTimeoutExpired"),
                Advice.UNBLOCK,
                24,
                ANY);
        row(
                "virtual threads",
                "java.lang.VirtualThread",
                named("afterDone", "afterTerminate").taking(1),
                Advice.VIRTUAL_THREAD_END,
                21,
                ANY);
        row(
                "thread targets",
                "java.lang.Thread",
                constructor().taking(6).withRunnableAt(1),
                Advice.THREAD_MADE_17,
                17,
                18);
        row("thread targets", "java.lang.Thread", constructor().withRunnableAt(3), Advice.THREAD_MADE, 19, ANY);
        row("thread targets", "java.lang.VirtualThread", constructor().withRunnableAt(3), Advice.THREAD_MADE, 21, ANY);
    }

    private void threadPools() {
        String pool = CONCURRENT + "ThreadPoolExecutor";
        row("pools", CONCURRENT + "AbstractExecutorService", constructor(), Advice.POOL_CREATED);
        row("pools", CONCURRENT + "ThreadPerTaskExecutor", constructor(), Advice.POOL_CREATED, 21, ANY);
        row("pools", pool, constructor().taking(7), Advice.POOL_QUEUE);
        row("pool submissions", pool, named("execute").taking(1), Advice.TASK_SUBMIT);
        // a worker that asks for a task has ended the one before: no need of beforeExecute, which hosts override
        row("pool workers", pool, named("getTask").taking(0), Advice.WORKER_TAKE);
        row("pool workers", pool + "$Worker", named("run").taking(0), Advice.WORKER_RUN);
        row("rejections", pool, named("remove").taking(1), Advice.REMOVE);
        row("rejections", pool, named("drainQueue").taking(0), Advice.DRAINED);
        row("rejections", pool + "$DiscardPolicy", named("rejectedExecution"), Advice.DISCARD);
        row("rejections", pool + "$DiscardOldestPolicy", named("rejectedExecution"), Advice.DISCARD_OLDEST);
        row("rejections", pool + "$CallerRunsPolicy", named("rejectedExecution"), Advice.CALLER_RUNS);
    }

    private void schedules() {
        String scheduled = CONCURRENT + "ScheduledThreadPoolExecutor";
        Methods periodic = named("scheduleAtFixedRate", "scheduleWithFixedDelay");
        row("schedules", scheduled, named("delayedExecute"), Advice.TASK_SUBMIT);
        row("schedules", scheduled, named("schedule"), Advice.ONE_SHOT);
        row("schedules", scheduled, periodic, Advice.PERIODIC);
        row("schedules", scheduled, named("execute", "submit"), Advice.IMMEDIATE);
        String forkJoin = CONCURRENT + "ForkJoinPool";
        row("schedules", forkJoin, named("scheduleDelayedTask"), Advice.DELAYED_SUBMIT, 25, ANY);
        row("schedules", forkJoin, named("schedule"), Advice.ONE_SHOT, 25, ANY);
        row("schedules", forkJoin, periodic, Advice.PERIODIC, 25, ANY);
    }

    private void forkJoin() {
        String pool = CONCURRENT + "ForkJoinPool";
        String task = CONCURRENT + "ForkJoinTask";
        row("fork-join submissions", pool, named("externalSubmit").taking(1), Advice.TASK_SUBMIT, 17, 18);
        row("fork-join submissions", pool, named("poolSubmit").taking(2), Advice.FORK_JOIN_SUBMIT, 19, ANY);
        row("fork-join submissions", task, named("fork").taking(0), Advice.FORK);
        row("fork-join submissions", task, named("invoke").taking(0), Advice.INVOKE);
        row("fork-join tasks", task, named("doExec").taking(0), Advice.FORK_JOIN_RUN);
        for (String adapter : List.of("$RunnableExecuteAction", "$AdaptedRunnable", "$AdaptedRunnableAction")) {
            row("adapters", task + adapter, named("exec", "compute"), Advice.FORK_JOIN_ADAPTER);
        }
    }

    private void stages() {
        for (String stage : List.of("$AsyncSupply", "$AsyncRun")) {
            row("async stages", FUTURE + stage, constructor(), Advice.ASYNC_STAGE);
            row("async stages", FUTURE + stage, named("run"), Advice.TASK_RUN);
        }
        // in place of the common pool where that has but one thread; gone in JDK 25
        row("async stages", FUTURE + "$ThreadPerTaskExecutor", named("execute"), Advice.TASK_SUBMIT, 17, 24);
        row("async stages", FUTURE + "$UniCompletion", constructor(), Advice.DEPENDENT_STAGE);
        row("async stages", FUTURE + "$Completion", named("run", "exec"), Advice.TASK_RUN);
        row("futures", FUTURE, constructor().taking(0), Advice.FUTURE_CREATED);
        row(
                "futures",
                FUTURE,
                named("complete", "completeExceptionally", "cancel", "obtrudeValue", "obtrudeException")
                        .taking(1),
                Advice.COMPLETED);
        row("futures", FUTURE, named("cleanStack").taking(0), Advice.CLEANED);
        row("futures", FUTURE, named("completeAsync", "orTimeout").taking(2), Advice.COMPLETED_UNSEEN);
        row("futures", FUTURE, named("completeOnTimeout").taking(3), Advice.COMPLETED_UNSEEN);
        row("futures", FUTURE + "$BiCompletion", constructor().taking(4), Advice.SECOND_SOURCE);
        row(
                "futures",
                FUTURE,
                named("newIncompleteFuture", "asyncSupplyStage", "asyncRunStage", "andTree", "anyOf"),
                Advice.STAGE_FUTURE);
    }

    private void others() {
        row("adapters", CONCURRENT + "Executors$RunnableAdapter", named("call"), Advice.ADAPTER_RUN);
        row("adapters", CONCURRENT + "FutureTask", named("run").taking(0), Advice.FUTURE_TASK_RUN);
        row("adapters", CONCURRENT + "FutureTask", named("cancel").taking(1), Advice.CANCELLED);
        row("timers", "java.util.Timer", named("sched"), Advice.TIMER);
    }

    private void row(String hook, String type, Methods methods, Advice advice) {
        row(hook, type, methods, advice, 17, ANY);
    }

    private void row(String hook, String type, Methods methods, Advice advice, int since, int until) {
        rows.add(new Target(hook, type, methods, advice, since, until));
    }
}
