/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.leaktrace.core.instrument.advice.AdapterRunAdvice;
import io.leaktrace.core.instrument.advice.AsyncStageAdvice;
import io.leaktrace.core.instrument.advice.CallerRunsAdvice;
import io.leaktrace.core.instrument.advice.DelayedSubmitAdvice;
import io.leaktrace.core.instrument.advice.DependentStageAdvice;
import io.leaktrace.core.instrument.advice.DiscardAdvice;
import io.leaktrace.core.instrument.advice.ForkAdvice;
import io.leaktrace.core.instrument.advice.ForkJoinAdapterAdvice;
import io.leaktrace.core.instrument.advice.ForkJoinRunAdvice;
import io.leaktrace.core.instrument.advice.ForkJoinSubmitAdvice;
import io.leaktrace.core.instrument.advice.FutureCreatedAdvice;
import io.leaktrace.core.instrument.advice.FutureTaskRunAdvice;
import io.leaktrace.core.instrument.advice.ImmediateAdvice;
import io.leaktrace.core.instrument.advice.OneShotAdvice;
import io.leaktrace.core.instrument.advice.ParkAdvice;
import io.leaktrace.core.instrument.advice.PeriodicAdvice;
import io.leaktrace.core.instrument.advice.PoolCreatedAdvice;
import io.leaktrace.core.instrument.advice.RemoveAdvice;
import io.leaktrace.core.instrument.advice.StageFutureAdvice;
import io.leaktrace.core.instrument.advice.TaskRunAdvice;
import io.leaktrace.core.instrument.advice.TaskSubmitAdvice;
import io.leaktrace.core.instrument.advice.ThreadMade17Advice;
import io.leaktrace.core.instrument.advice.ThreadMadeAdvice;
import io.leaktrace.core.instrument.advice.ThreadStartAdvice;
import io.leaktrace.core.instrument.advice.TimerAdvice;
import io.leaktrace.core.instrument.advice.UnblockAdvice;
import io.leaktrace.core.instrument.advice.WorkerRunAdvice;
import io.leaktrace.core.instrument.advice.WorkerTakeAdvice;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

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
        row("threads", "java.lang.Thread", named("start"), ThreadStartAdvice.class);
        row(
                "virtual threads",
                "java.lang.VirtualThread",
                named("start").and(takesArguments(1)),
                ThreadStartAdvice.class,
                21,
                ANY);
        row(
                "virtual thread progress",
                "java.lang.VirtualThread",
                named("park").or(named("parkNanos")),
                ParkAdvice.class,
                21,
                ANY);
        row(
                "virtual thread progress",
                "java.lang.VirtualThread",
                named("unblock").or(named("waitTimeoutExpired")),
                UnblockAdvice.class,
                24,
                ANY);
        row(
                "thread targets",
                "java.lang.Thread",
                isConstructor().and(takesArgument(1, Runnable.class)).and(takesArguments(6)),
                ThreadMade17Advice.class,
                17,
                18);
        row(
                "thread targets",
                "java.lang.Thread",
                isConstructor().and(takesArgument(3, Runnable.class)),
                ThreadMadeAdvice.class,
                19,
                ANY);
        row(
                "thread targets",
                "java.lang.VirtualThread",
                isConstructor().and(takesArgument(3, Runnable.class)),
                ThreadMadeAdvice.class,
                21,
                ANY);
    }

    private void threadPools() {
        String pool = CONCURRENT + "ThreadPoolExecutor";
        row("pools", CONCURRENT + "AbstractExecutorService", isConstructor(), PoolCreatedAdvice.class);
        row("pools", CONCURRENT + "ThreadPerTaskExecutor", isConstructor(), PoolCreatedAdvice.class, 21, ANY);
        row("pool submissions", pool, named("execute").and(takesArguments(1)), TaskSubmitAdvice.class);
        // a worker that asks for a task has ended the one before: no need of beforeExecute, which hosts override
        row("pool workers", pool, named("getTask").and(takesArguments(0)), WorkerTakeAdvice.class);
        row("pool workers", pool + "$Worker", named("run").and(takesArguments(0)), WorkerRunAdvice.class);
        row("rejections", pool, named("remove").and(takesArguments(1)), RemoveAdvice.class);
        row("rejections", pool + "$DiscardPolicy", named("rejectedExecution"), DiscardAdvice.class);
        row("rejections", pool + "$CallerRunsPolicy", named("rejectedExecution"), CallerRunsAdvice.class);
    }

    private void schedules() {
        String scheduled = CONCURRENT + "ScheduledThreadPoolExecutor";
        ElementMatcher.Junction<MethodDescription> periodic =
                named("scheduleAtFixedRate").or(named("scheduleWithFixedDelay"));
        row("schedules", scheduled, named("delayedExecute"), TaskSubmitAdvice.class);
        row("schedules", scheduled, named("schedule"), OneShotAdvice.class);
        row("schedules", scheduled, periodic, PeriodicAdvice.class);
        row("schedules", scheduled, named("execute").or(named("submit")), ImmediateAdvice.class);
        String forkJoin = CONCURRENT + "ForkJoinPool";
        row("schedules", forkJoin, named("scheduleDelayedTask"), DelayedSubmitAdvice.class, 25, ANY);
        row("schedules", forkJoin, named("schedule"), OneShotAdvice.class, 25, ANY);
        row("schedules", forkJoin, periodic, PeriodicAdvice.class, 25, ANY);
    }

    private void forkJoin() {
        String pool = CONCURRENT + "ForkJoinPool";
        String task = CONCURRENT + "ForkJoinTask";
        row(
                "fork-join submissions",
                pool,
                named("externalSubmit").and(takesArguments(1)),
                TaskSubmitAdvice.class,
                17,
                18);
        row(
                "fork-join submissions",
                pool,
                named("poolSubmit").and(takesArguments(2)),
                ForkJoinSubmitAdvice.class,
                19,
                ANY);
        row("fork-join submissions", task, named("fork").and(takesArguments(0)), ForkAdvice.class);
        row("fork-join tasks", task, named("doExec").and(takesArguments(0)), ForkJoinRunAdvice.class);
        for (String adapter : List.of("$RunnableExecuteAction", "$AdaptedRunnable", "$AdaptedRunnableAction")) {
            row("adapters", task + adapter, named("exec").or(named("compute")), ForkJoinAdapterAdvice.class);
        }
    }

    private void stages() {
        for (String stage : List.of("$AsyncSupply", "$AsyncRun")) {
            row("async stages", FUTURE + stage, isConstructor(), AsyncStageAdvice.class);
            row("async stages", FUTURE + stage, named("run"), TaskRunAdvice.class);
        }
        // in place of the common pool where that has but one thread; gone in JDK 25
        row("async stages", FUTURE + "$ThreadPerTaskExecutor", named("execute"), TaskSubmitAdvice.class, 17, 24);
        row("async stages", FUTURE + "$UniCompletion", isConstructor(), DependentStageAdvice.class);
        row("async stages", FUTURE + "$Completion", named("run").or(named("exec")), TaskRunAdvice.class);
        row("futures", FUTURE, isConstructor().and(takesArguments(0)), FutureCreatedAdvice.class);
        row(
                "futures",
                FUTURE,
                named("newIncompleteFuture")
                        .or(named("asyncSupplyStage"))
                        .or(named("asyncRunStage"))
                        .or(named("andTree"))
                        .or(named("anyOf")),
                StageFutureAdvice.class);
    }

    private void others() {
        row("adapters", CONCURRENT + "Executors$RunnableAdapter", named("call"), AdapterRunAdvice.class);
        row("adapters", CONCURRENT + "FutureTask", named("run").and(takesArguments(0)), FutureTaskRunAdvice.class);
        row("timers", "java.util.Timer", named("sched"), TimerAdvice.class);
    }

    private void row(String hook, String type, ElementMatcher<? super MethodDescription> method, Class<?> advice) {
        row(hook, type, method, advice, 17, ANY);
    }

    private void row(
            String hook,
            String type,
            ElementMatcher<? super MethodDescription> method,
            Class<?> advice,
            int since,
            int until) {
        rows.add(new Target(hook, type, method, advice, since, until));
    }
}
