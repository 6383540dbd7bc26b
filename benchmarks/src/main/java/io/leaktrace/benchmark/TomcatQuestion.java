/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.program.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How many requests does embedded Tomcat answer that hands each to a pool? */
record TomcatQuestion(Row row) implements Question {
    private static final int SLICES = 6;

    @Override
    public List<Row> rows() {
        return List.of(row);
    }

    /** All servers are there at once and asked in turn, a moment each: so that all have the same machine. */
    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception {
        List<ForkedProgram> servers = new ArrayList<>();
        List<HttpLoad> loads = new ArrayList<>();
        try {
            for (Column column : plan.columns()) {
                ForkedProgram server = ForkedProgram.start(plan, column.arguments(plan.agents(), ""), Server.class);
                servers.add(server);
                HttpLoad load = new HttpLoad((int) server.number("port"));
                loads.add(load);
                load.perSecond(plan.effort().loadMillis());
            }
            for (int slice = 0; slice < SLICES; slice++) {
                for (int i = 0; i < loads.size(); i++) {
                    double rate = loads.get(i).perSecond(plan.effort().loadMillis() / SLICES);
                    answers.accept(plan.sample(row, plan.columns().get(i), round * SLICES + slice, rate));
                }
            }
        } finally {
            for (HttpLoad load : loads) {
                load.close();
            }
            for (ForkedProgram server : servers) {
                server.close();
            }
        }
    }
}
