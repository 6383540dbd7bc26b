/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Services;
import io.leaktrace.it.scenario.Waits;

class WaitsIT {
    @OnEveryJdk
    void namesEveryWait(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, Waits.class)
                .blocked("thread", "latch", "initializer")
                .waits("linkedTake", "thread", "waiting", "LinkedBlockingQueue.take")
                .waits("arrayTake", "thread", "waiting", "ArrayBlockingQueue.take")
                .waits("arrayPut", "thread", "waiting", "ArrayBlockingQueue.put")
                .waits("synchronousPut", "thread", "waiting", "SynchronousQueue.put")
                .waits("futureTask", "thread", "waiting", "FutureTask.get")
                .waits("completableGet", "thread", "waiting", "CompletableFuture.get")
                .waits("completableJoin", "thread", "waiting", "CompletableFuture.join")
                .waits("monitor", "thread", "blocked", "monitor enter")
                .waits("objectWait", "thread", "waiting", "Object.wait")
                .waits("join", "thread", "waiting", "Thread.join")
                .waits("lock", "thread", "waiting", "ReentrantLock.lock")
                .waits("readLock", "thread", "waiting", "ReadLock.lock")
                .waits("semaphore", "thread", "waiting", "Semaphore.acquire")
                .waits("condition", "thread", "waiting", "Condition.await")
                .waits("barrier", "thread", "waiting", "CyclicBarrier.await")
                .waits("exchanger", "thread", "waiting", "Exchanger.exchange")
                .waits("park", "thread", "waiting", "LockSupport.park")
                .waits("sleep", "thread", "timed-waiting", "Thread.sleep")
                .waits("timedWait", "thread", "timed-waiting", "Object.wait")
                .waits("socketRead", "thread", "io", "socket read")
                .waits("process", "thread", "io", "process wait")
                .waits("initializedByOther", "thread", "waiting", "class initialization")
                .pending("completableGet", "completableJoin")
                .verify((jvm, found) -> {
                    AgentTask.WaitingOn lock = found.get("lock").waitingOn();
                    assertThat(lock.className()).startsWith("java.util.concurrent.locks.ReentrantLock");
                    assertThat(lock.ownerName()).isEqualTo("main");
                    AgentTask.WaitingOn monitor = found.get("monitor").waitingOn();
                    assertThat(monitor.className()).isEqualTo("java.lang.Object");
                    assertThat(monitor.ownerName()).isEqualTo("main");
                    assertThat(found.get("latch").waitingOn().className())
                            .isEqualTo("java.util.concurrent.CountDownLatch$Sync");
                });
    }

    @OnEveryJdk
    void callsLoopsThatWaitForWorkIdle(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, Services.class).verify(jvm -> {
            AgentDump dump = Command.dump(jvm);
            for (String name : new String[] {"acceptor", "channel acceptor", "selector", "watcher", "fed consumer"}) {
                assertThat(dump.tasks())
                        .as(() -> "idle " + name + " in" + dump.describe())
                        .anyMatch(t -> name.equals(t.name()) && t.state().equals("idle"));
            }
        });
    }
}
