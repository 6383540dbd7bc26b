/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.CustomExecutorLeaks;
import io.leaktrace.it.scenario.ExecutorLeaks;

class ExecutorLeakIT {
    @OnEveryJdk
    void reportsStuckAndQueuedTasksOfThreadPoolsAtTheLineThatSubmittedThem(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, ExecutorLeaks.class)
                .blocked("executor-task", "execute", "submitRunnable", "submitCallable", "submitResult")
                .blocked("executor-task", "invokeAll", "invokeAny", "subclass", "subclassSubmit", "unconfigurable")
                .blocked("executor-task", "single", "throughScheduled", "stealing", "fixed", "filling", "callerRuns")
                .blocked("executor-task", "fillingDiscarding", "prestarted")
                .waits("invokeAllCaller", "thread", "waiting", "FutureTask.get")
                .waits("invokeAnyCaller", "thread", "waiting", null)
                .queued("executor-task", "queuedInSingle", "queued", "queuedCall", "newest")
                .verify((jvm, found) -> {
                    assertThat(found.get("invokeAllCaller").waitingOn().ownerTask())
                            .as("the caller waits for the task that it submitted")
                            .isEqualTo(found.get("invokeAll").id());
                    assertThat(found.get("queued").frames())
                            .as("no stack before it runs")
                            .isEmpty();
                    assertThat(found.get("execute").thread()).startsWith("pool-");
                    assertThat(found.get("execute").createdBy().threadName()).isEqualTo("main");
                });
    }

    @OnEveryJdk
    void reportsTasksOfExecutorsThatTheApplicationWroteItself(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, CustomExecutorLeaks.class)
                .blocked("executor-task", "ownQueue", "referring", "direct", "passing", "wrapping")
                .blocked("executor-task", "extendingExecute", "extendingSubmit")
                // where a thread is made for the task, the thread is the task
                .blocked("thread", "perTask", "lambda")
                .queued("executor-task", "queuedInOwn")
                .verify();
    }
}
