/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.program.QueuedTasks;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much heap do queued tasks take, and how much CPU does LeakTrace need to look over them? */
record QueueQuestion(
        String objects,
        Row heap,
        @Nullable Row scan,
        @Nullable Row background) implements Question {
    /** Scans must come more often than by default to be seen; and all tasks are too young to be reported. */
    private static final String OPTIONS = "interval=1s,threshold=1h";

    @Override
    public List<Row> rows() {
        return scan == null || background == null ? List.of(heap) : List.of(heap, scan, background);
    }

    @Override
    public int rounds(int usual) {
        return scan == null ? 1 : Math.min(usual, 2);
    }

    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception {
        for (Column column : plan.columns()) {
            boolean watched = scan != null && column.isLeakTrace();
            List<String> arguments = Stream.concat(
                            // a task per 4 KB of heap is all that LeakTrace records
                            Stream.of("-Xmx6g"), column.arguments(plan.agents(), OPTIONS).stream())
                    .toList();
            try (ForkedProgram program = ForkedProgram.start(
                    plan,
                    arguments,
                    QueuedTasks.class,
                    plan.effort().tasks(),
                    plan.depths().get(0),
                    objects,
                    watched ? plan.effort().scans() : 0,
                    plan.effort().settleMillis())) {
                for (String line : program.linesToEnd()) {
                    answer(line, plan, column, round, answers);
                }
            }
        }
    }

    private void answer(String line, Plan plan, Column column, int round, Consumer<Sample> answers) throws IOException {
        for (Row row : rows()) {
            String name = row == heap ? "heap " : row == scan ? "scan " : "background ";
            if (line.startsWith(name)) {
                answers.accept(plan.sample(row, column, round, Double.parseDouble(line.substring(name.length()))));
            }
        }
    }
}
