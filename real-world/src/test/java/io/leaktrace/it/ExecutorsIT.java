/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.real.GuavaExecutors;
import io.leaktrace.it.real.JbossExecutors;
import io.leaktrace.it.real.JettyExecutors;
import io.leaktrace.it.real.KotlinExecutors;
import io.leaktrace.it.real.NettyExecutors;
import io.leaktrace.it.real.PekkoExecutors;
import io.leaktrace.it.real.VertxExecutors;
import java.util.Set;

/** Executors that libraries bring along: what they are given is told as exactly as what a pool of the JDK is given. */
class ExecutorsIT {
    private static final Set<String> AT_REST = Set.of("idle", "running", "timed-waiting");

    @OnEveryJdk
    void tellsWhatNettyWasGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, NettyExecutors.class, "stuck")
                .stuck("submit", "loop")
                .stuckInTime("schedule")
                .queued("queued", "queued-in-loop")
                .verify();
    }

    @OnEveryJdk
    void tellsThatNettyStarves(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, NettyExecutors.class, "starved")
                .starved("starved", "starved-loop")
                .verify();
    }

    @OnEveryJdk
    void tellsWhatJettyWasGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, JettyExecutors.class, "stuck")
                .stuck("execute", "first", "second")
                .stuckInTime("schedule")
                .queued("queued")
                .verify();
    }

    @OnEveryJdk
    void tellsThatJettyStarves(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, JettyExecutors.class, "starved")
                .starved("starved")
                .verify();
    }

    @OnEveryJdk
    void tellsWhatJbossThreadsWereGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, JbossExecutors.class, "stuck")
                .stuck("execute", "submit")
                .stuckInTime("schedule")
                .queued("queued", "queued-submit")
                .verify();
    }

    @OnEveryJdk
    void tellsThatJbossThreadsStarve(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, JbossExecutors.class, "starved")
                .starved("starved", "submitting")
                .verify();
    }

    @OnEveryJdk
    void tellsWhatDispatchersOfCoroutinesWereGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, KotlinExecutors.class, "stuck")
                .stuck("launch", "io", "execute", "limited")
                .queued("queued", "queued-async", "queued-limited")
                .verify();
    }

    @OnEveryJdk
    void tellsThatADispatcherOfCoroutinesStarves(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, KotlinExecutors.class, "starved")
                .stuck("other")
                .starved("starved")
                .verify();
    }

    @OnEveryJdk
    void tellsWhatWrappersOfGuavaWereGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, GuavaExecutors.class, "stuck")
                .stuck("submit", "sequential", "direct")
                .stuckInTime("schedule")
                .queued("queued", "queued-submit", "queued-sequential")
                .verify();
    }

    @OnEveryJdk
    void tellsThatWrappersOfGuavaStarve(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, GuavaExecutors.class, "starved")
                .starved("starved", "starved-sequential")
                .verify();
    }

    @OnEveryJdk
    void tellsWhatVertxWasGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, VertxExecutors.class, "stuck")
                .stuck("blocking", "worker", "context", "ordered")
                .queued("queued", "queued-worker", "queued-context", "queued-ordered")
                .verify();
    }

    @OnEveryJdk
    void tellsWhatPekkoWasGiven(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, PekkoExecutors.class, "stuck")
                .stuck("execute", "tell", "tell-default")
                .queued("queued")
                .verify();
    }

    @OnEveryJdk
    void tellsThatPekkoStarves(Jdk jdk) throws Exception {
        new ExecutorProgram(jdk, PekkoExecutors.class, "starved")
                .starved("starved")
                .verify();
    }

    @OnEveryJdk
    void staysSilentForNetty(Jdk jdk) throws Exception {
        staysSilent(jdk, NettyExecutors.class);
    }

    @OnEveryJdk
    void staysSilentForJetty(Jdk jdk) throws Exception {
        staysSilent(jdk, JettyExecutors.class);
    }

    @OnEveryJdk
    void staysSilentForJbossThreads(Jdk jdk) throws Exception {
        staysSilent(jdk, JbossExecutors.class);
    }

    @OnEveryJdk
    void staysSilentForCoroutines(Jdk jdk) throws Exception {
        staysSilent(jdk, KotlinExecutors.class);
    }

    @OnEveryJdk
    void staysSilentForGuava(Jdk jdk) throws Exception {
        staysSilent(jdk, GuavaExecutors.class);
    }

    @OnEveryJdk
    void staysSilentForVertx(Jdk jdk) throws Exception {
        staysSilent(jdk, VertxExecutors.class);
    }

    @OnEveryJdk
    void staysSilentForPekko(Jdk jdk) throws Exception {
        staysSilent(jdk, PekkoExecutors.class);
    }

    private static void staysSilent(Jdk jdk, Class<?> program) throws Exception {
        HealthyProgram.verify(
                jdk,
                program,
                jvm -> {
                    AgentDump dump = Command.dump(jvm);
                    assertThat(dump.tasks())
                            .as(dump::describe)
                            .filteredOn(task -> !"canary".equals(task.name()))
                            .allMatch(task -> AT_REST.contains(task.state()));
                },
                "innocent");
    }
}
