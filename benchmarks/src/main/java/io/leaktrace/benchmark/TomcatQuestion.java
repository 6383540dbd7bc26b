/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.program.Server;
import java.util.List;
import java.util.function.Consumer;

/** How many requests does embedded Tomcat answer that hands each to a pool? */
record TomcatQuestion(Row row) implements Question {
    private static final int SLICES = 4;

    @Override
    public List<Row> rows() {
        return List.of(row);
    }

    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception {
        for (Column column : plan.columns()) {
            try (ForkedProgram server = ForkedProgram.start(plan, column.arguments(plan.agents(), ""), Server.class);
                    HttpLoad load = new HttpLoad((int) server.number("port"))) {
                load.perSecond(plan.effort().loadMillis());
                for (int slice = 0; slice < SLICES; slice++) {
                    double rate = load.perSecond(plan.effort().loadMillis() / SLICES);
                    answers.accept(plan.sample(row, column, round, rate));
                }
            }
        }
    }
}
