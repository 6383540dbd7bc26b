/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import io.leaktrace.benchmark.program.ParkedThreads;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long does a user wait for a dump of very many virtual threads, and are they all in it? */
record DumpQuestion(Row time, Row complete) implements Question {
    private static final Pattern TASK = Pattern.compile("^task \\d+ .*?virtual-thread(?: ×(\\d+))?.*");

    @Override
    public List<Row> rows() {
        return List.of(time, complete);
    }

    @Override
    public int oldestJdk() {
        return 21;
    }

    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception {
        for (Column column : plan.columns()) {
            if (column.isLeakTrace()) {
                ask(plan, column, round, answers);
            }
        }
    }

    private void ask(Plan plan, Column column, int round, Consumer<Sample> answers) throws Exception {
        int threads = plan.effort().virtualThreads();
        List<String> arguments = Stream.concat(Stream.of("-Xmx4g"), column.arguments(plan.agents(), "").stream())
                .toList();
        try (ForkedProgram target = ForkedProgram.start(
                plan, arguments, ParkedThreads.class, threads, plan.depths().get(0))) {
            target.number("ready");
            long start = System.nanoTime();
            try (ForkedProgram dump = ForkedProgram.start(List.of(
                    plan.jdk().java().toString(),
                    "-jar",
                    plan.agents().leakTrace().toString(),
                    "dump",
                    String.valueOf(target.pid())))) {
                List<String> lines = dump.linesToEnd();
                double seconds = (System.nanoTime() - start) / 1e9;
                answers.accept(plan.sample(time, column, round, seconds));
                answers.accept(plan.sample(complete, column, round, 100.0 * count(lines) / threads));
            }
        }
    }

    private static long count(List<String> lines) {
        long count = 0;
        for (String line : lines) {
            Matcher task = TASK.matcher(line);
            if (task.matches()) {
                count += task.group(1) == null ? 1 : Long.parseLong(task.group(1));
            }
        }
        return count;
    }
}
