/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Pools;

class PoolIT {
    @OnEveryJdk
    void listsPoolsWithTheirCreatorsAndWhetherTheyWereShutDown(Jdk jdk) throws Exception {
        Marks marks = Marks.of(Pools.class);
        new InnocentProgram(jdk, Pools.class).verify(jvm -> {
            AgentDump dump = Command.dump(jvm);
            for (String key : marks.lines().keySet()) {
                AgentTask pool = dump.task("pool", marks.place(key));
                assertThat(pool.createdBy().threadName()).isEqualTo("main");
                assertThat(pool.labels()).as("labels of " + key).isNotEmpty();
            }
            assertThat(dump.task("pool", marks.place("own")).labels())
                    .containsEntry("threads", "1 of 2")
                    .containsEntry("active", "1")
                    .containsEntry("queued", "0")
                    .containsEntry("shutdown", "no");
            assertThat(dump.task("pool", marks.place("closed")).labels())
                    .containsEntry("threads", "1 of 5")
                    .containsEntry("shutdown", "yes");
            assertThat(dump.task("pool", marks.place("scheduled")).labels()).containsEntry("queued", "1");
            assertThat(dump.task("pool", marks.place("fixed")).labels()).containsEntry("active", "0");
            assertThat(dump.tasks())
                    .as("a pool of the application's own class")
                    .anyMatch(t -> t.kind().equals("pool")
                            && t.createdAt().contains("CustomExecutors$Extending.<init>")
                            && t.createdBy().frames().stream().anyMatch(frame -> frame.contains("Pools.main")));
            assertThat(dump.byKind().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(dump.tasks().size());
            assertThat(dump.byState().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(dump.tasks().size());
        });
    }
}
