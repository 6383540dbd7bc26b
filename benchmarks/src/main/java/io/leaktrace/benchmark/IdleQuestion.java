/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.program.IdleThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What does a JVM use that has nothing to do? It is CPU that counts and not time, so all columns may rest at once. */
record IdleQuestion(Row row) implements Question {
    private static final int THREADS = 1000;

    @Override
    public List<Row> rows() {
        return List.of(row);
    }

    @Override
    public int rounds(int usual) {
        return 1;
    }

    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception {
        List<ForkedProgram> programs = new ArrayList<>();
        try {
            for (Column column : plan.columns()) {
                programs.add(ForkedProgram.start(
                        plan,
                        column.arguments(plan.agents(), ""),
                        IdleThreads.class,
                        THREADS,
                        plan.depths().get(0),
                        plan.effort().restSeconds(),
                        plan.effort().idleSeconds()));
            }
            for (int i = 0; i < programs.size(); i++) {
                answers.accept(plan.sample(
                        row, plan.columns().get(i), round, programs.get(i).number("idle")));
            }
        } finally {
            for (ForkedProgram program : programs) {
                program.close();
            }
        }
    }
}
