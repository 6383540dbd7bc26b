/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.CustomExecutorInnocents;
import io.leaktrace.it.scenario.ExecutorInnocents;
import io.leaktrace.it.scenario.ForkJoinInnocents;
import io.leaktrace.it.scenario.FutureInnocents;
import io.leaktrace.it.scenario.OutOfSight;
import io.leaktrace.it.scenario.ScheduledInnocents;
import io.leaktrace.it.scenario.ThreadInnocents;
import io.leaktrace.it.scenario.TimerInnocents;
import io.leaktrace.it.scenario.VirtualThreadInnocents;

class NoFalseAlarmIT {
    @OnEveryJdk
    void staysSilentForThreads(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, ThreadInnocents.class)
                .verify(jvm -> assertThat(Command.dump(jvm).tasks())
                        .as("a thread that was never started")
                        .noneMatch(task -> "never started".equals(task.name())));
    }

    @OnEveryJdk(from = 21)
    void staysSilentForVirtualThreads(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, VirtualThreadInnocents.class).verify();
    }

    @OnEveryJdk
    void staysSilentForThreadPoolsAndLeavesNothingQueued(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, ExecutorInnocents.class).verify(NoFalseAlarmIT::nothingIsQueued);
    }

    @OnEveryJdk
    void staysSilentForExecutorsOfTheApplication(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, CustomExecutorInnocents.class).verify(NoFalseAlarmIT::nothingIsQueued);
    }

    @OnEveryJdk
    void staysSilentAndSmallForAnExecutorItCannotLookInto(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, OutOfSight.class)
                .with(command -> command.jvm("-Xmx64m"))
                .verify();
    }

    @OnEveryJdk
    void staysSilentForForkJoinPools(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, ForkJoinInnocents.class)
                .with(command -> command.jvm("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4"))
                .verify(NoFalseAlarmIT::nothingIsQueued);
    }

    @OnEveryJdk
    void staysSilentForSchedules(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, ScheduledInnocents.class).verify(jvm -> {
            AgentDump dump = Command.dump(jvm);
            assertThat(dump.tasks().stream().filter(t -> t.kind().equals("scheduled-task")))
                    .as(dump::describe)
                    .isNotEmpty()
                    .allMatch(t -> !t.state().equals("queued"));
        });
    }

    @OnEveryJdk
    void staysSilentForTimers(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, TimerInnocents.class).verify();
    }

    @OnEveryJdk
    void staysSilentForFutures(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, FutureInnocents.class)
                .with(command -> command.jvm("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4"))
                .verify();
    }

    private static void nothingIsQueued(ForkedJvm jvm) throws Exception {
        AgentDump dump = Command.dump(jvm);
        assertThat(dump.tasks())
                .as(dump::describe)
                .noneMatch(task -> task.state().equals("queued"));
    }
}
