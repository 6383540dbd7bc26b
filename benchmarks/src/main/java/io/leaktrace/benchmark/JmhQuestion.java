/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One JMH benchmark: a fork for each column, the depths in turn inside it. */
record JmhQuestion(
        Class<?> benchmark,
        int oldestJdk,
        Row time,
        @Nullable Row allocation) implements Question {
    /** Added to a row's name: the same in CPU time. */
    static final String CPU = "-cpu";

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    @Override
    public List<Row> rows() {
        return allocation == null ? List.of(time) : List.of(time, allocation);
    }

    @Override
    public void ask(Plan plan, int round, Consumer<Sample> answers) throws RunnerException {
        for (Column column : plan.columns()) {
            List<IterationResult> iterations = fork(plan, column);
            for (int i = 0; i < iterations.size(); i++) {
                int depth = plan.depths().get(i % plan.depths().size());
                numbers(iterations.get(i))
                        .forEach((row, value) ->
                                answers.accept(new Sample(plan.jdk().feature(), depth, row, column, round, value)));
            }
        }
    }

    private Map<String, Double> numbers(IterationResult iteration) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put(time.id(), iteration.getPrimaryResult().getScore());
        numbers.put(time.id() + CPU, secondary(iteration, CpuProfiler.METRIC));
        if (allocation != null) {
            numbers.put(allocation.id(), secondary(iteration, ALLOCATION));
        }
        return numbers;
    }

    private static double secondary(IterationResult iteration, String metric) {
        return iteration.getSecondaryResults().get(metric).getScore();
    }

    private List<IterationResult> fork(Plan plan, Column column) throws RunnerException {
        int depths = plan.depths().size();
        TimeValue time = TimeValue.milliseconds(plan.effort().iterationMillis());
        OptionsBuilder options = new OptionsBuilder();
        options.include("^" + Pattern.quote(benchmark.getName()) + "\\.")
                .jvm(plan.jdk().java().toString())
                .jvmArgs(arguments(plan, column))
                .forks(1)
                .warmupForks(0)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(plan.effort().warmUps() * depths)
                .warmupTime(time)
                .measurementIterations(plan.effort().iterations() * depths)
                .measurementTime(time)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (allocation != null) {
            options.addProfiler(GCProfiler.class);
        }
        Collection<RunResult> results = quietly(options.build());
        List<IterationResult> iterations = new ArrayList<>();
        results.forEach(result ->
                result.getBenchmarkResults().forEach(ofFork -> iterations.addAll(ofFork.getIterationResults())));
        if (iterations.size() != plan.effort().iterations() * depths) {
            throw new RunnerException(
                    benchmark.getSimpleName() + " under " + column + " gave " + iterations.size() + " results");
        }
        return iterations;
    }

    /** Keeps what agents print at start from between the lines of this run, unless it explains a failure. */
    private static Collection<RunResult> quietly(Options options) throws RunnerException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream aside = new PrintStream(printed, true);
        System.setOut(aside);
        System.setErr(aside);
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            err.println(printed);
            throw e;
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static String[] arguments(Plan plan, Column column) {
        String depths = plan.depths().stream().map(String::valueOf).collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of("-Xms1g", "-Xmx1g", "-Dbenchmark.depths=" + depths),
                        column.arguments(plan.agents(), "").stream())
                .toArray(String[]::new);
    }
}
