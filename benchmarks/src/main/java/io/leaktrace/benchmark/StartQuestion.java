/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.program.Nothing;
import java.util.List;
import java.util.function.Consumer;

/** How long does an empty program take? */
record StartQuestion(Row row) implements Question {
    private static final int TIMES_AS_MANY = 4;

    @Override
    public List<Row> rows() {
        return List.of(row);
    }

    @Override
    public int rounds(int usual) {
        return usual * TIMES_AS_MANY;
    }

    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception {
        for (Column column : plan.columns()) {
            long start = System.nanoTime();
            try (ForkedProgram program =
                    ForkedProgram.start(plan, column.arguments(plan.agents(), ""), Nothing.class)) {
                program.awaitEnd();
            }
            answers.accept(plan.sample(row, column, round, (System.nanoTime() - start) / 1e9));
        }
    }
}
