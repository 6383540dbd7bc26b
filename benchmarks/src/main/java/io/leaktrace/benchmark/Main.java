/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command: measures, writes every number to a file, prints the tables. */
@Command(
        name = "java -jar benchmarks.jar",
        description = "Measures what LeakTrace costs beside other agents, in one run.",
        sortOptions = false)
final class Main implements Callable<Integer> {
    @Option(names = "--rows", split = ",", description = "Only these rows; a name stands for all that start with it.")
    private List<String> rows = new ArrayList<>();

    @Option(names = "--columns", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Column> columns = List.of(Column.values());

    @Option(names = "--jdks", split = ",", description = "Feature versions, or newest. Default: 17,25.")
    private List<String> jdks = List.of("17", "25");

    @Option(names = "--depths", split = ",", description = "Frames of the calling stack. Default: 20,100.")
    private List<Integer> depths = new ArrayList<>();

    @Option(names = "--rounds", description = "How often to go through all columns.")
    private @Nullable Integer rounds;

    @Option(names = "--quick", description = "A first impression: one round, 20 frames.")
    private boolean quick;

    @Option(names = "--smoke", description = "Seconds for everything; the numbers mean nothing.")
    private boolean smoke;

    @Option(names = "--leaktrace", description = "The agent. Default: agent-core/target/leaktrace.jar.")
    private @Nullable Path leakTrace;

    @Option(names = "--raw", description = "Where every single number goes. Default: ${DEFAULT-VALUE}.")
    private Path raw = Path.of("benchmarks.csv");

    @Option(names = "--table", description = "Measure nothing; print the tables of this file.")
    private @Nullable Path table;

    @Option(
            names = "--cpu",
            description = "Show CPU time of all Java threads beside elapsed time; for machines busy with other things.")
    private boolean cpu;

    @Option(names = "--list", description = "List the rows.")
    private boolean list;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    private int failures;

    /** Called by the JVM. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof IllegalStateException) {
                        System.err.println(e.getMessage());
                    } else {
                        e.printStackTrace();
                    }
                    return 2;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            allRows().forEach(row -> System.out.printf("%-18s %s%n", row.id(), row.title()));
            return 0;
        }
        List<Sample> samples = table == null ? measure() : read(table);
        print(samples);
        if (failures > 0) {
            System.err.println(failures + " rounds failed, see above");
        }
        return failures > 0 ? 1 : 0;
    }

    private List<Sample> measure() throws Exception {
        // JMH would refuse to run beside another one, and would look for a blackhole it does not need
        System.setProperty("jmh.ignoreLock", "true");
        System.setProperty("jmh.blackhole.autoDetect", "false");
        Effort effort = smoke ? Effort.SMOKE : quick ? Effort.QUICK : Effort.FULL;
        if (depths.isEmpty()) {
            depths = effort == Effort.FULL ? List.of(20, 100) : List.of(20);
        }
        Agents agents = Agents.find(leakTrace);
        List<Jdk> chosen = chosenJdks();
        describe(chosen, agents);
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        try (PrintStream file = new PrintStream(Files.newOutputStream(raw), true)) {
            file.println(Sample.HEADING);
            for (Jdk jdk : chosen) {
                Plan plan = new Plan(jdk, columns, depths, effort, agents);
                measure(plan, start, sample -> {
                    samples.add(sample);
                    file.println(sample.line());
                });
            }
        }
        System.out.printf(
                "- took %d minutes; load %.1f at the end%n",
                Duration.ofNanos(System.nanoTime() - start).toMinutes(), Machine.load());
        return samples;
    }

    private static void describe(List<Jdk> jdks, Agents agents) {
        System.out.printf("- machine: %s; load %.1f at the start%n", Machine.description(), Machine.load());
        jdks.forEach(jdk -> System.out.println("- JDK " + jdk.version() + ": " + jdk.home()));
        System.out.println("- LeakTrace: " + agents.leakTrace());
        System.out.println("- other agents: " + agents.openTelemetry().getFileName() + ", "
                + agents.ttl().getFileName() + ", naive agent of this module");
    }

    private List<Jdk> chosenJdks() {
        List<Jdk> found = Jdk.all();
        int newest = found.get(found.size() - 1).feature();
        List<Jdk> chosen = found.stream()
                .filter(jdk -> jdks.contains(String.valueOf(jdk.feature()))
                        || jdk.feature() == newest && jdks.contains("newest"))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalStateException("no JDK of " + jdks + " here, only " + found + "; see LEAKTRACE_JDKS");
        }
        return chosen;
    }

    private void measure(Plan plan, long start, Consumer<Sample> answers) {
        for (Question question : Questions.all()) {
            if (question.oldestJdk() > plan.jdk().feature()
                    || question.rows().stream().noneMatch(this::isWanted)) {
                continue;
            }
            int usual = rounds == null ? plan.effort().rounds() : rounds;
            int times = smoke ? 1 : question.rounds(usual);
            for (int round = 1; round <= times; round++) {
                System.err.printf(
                        "%5d s  load %.1f  JDK %d  %s, round %d of %d%n",
                        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                        Machine.load(),
                        plan.jdk().feature(),
                        question.rows().get(0).id(),
                        round,
                        times);
                ask(question, plan.inRound(round, times), round, answers);
            }
        }
    }

    /** A row that cannot be measured must not take with it what took half an hour. */
    private void ask(Question question, Plan plan, int round, Consumer<Sample> answers) {
        try {
            question.ask(plan, round, answers);
        } catch (Exception e) {
            failures++;
            e.printStackTrace();
        }
    }

    private boolean isWanted(Row row) {
        return rows.isEmpty() || rows.stream().anyMatch(row.id()::startsWith);
    }

    private static List<Row> allRows() {
        return Questions.all().stream()
                .flatMap(question -> question.rows().stream())
                .toList();
    }

    private List<Row> shownRows() {
        return allRows().stream()
                .flatMap(row -> cpu ? Stream.of(row, row.as(JmhQuestion.CPU, ", CPU")) : Stream.of(row))
                .toList();
    }

    private static List<Sample> read(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.equals(Sample.HEADING))
                .map(Sample::parse)
                .toList();
    }

    private void print(List<Sample> samples) {
        TreeSet<Integer> versions = new TreeSet<>();
        TreeSet<Integer> frames = new TreeSet<>();
        samples.forEach(sample -> {
            versions.add(sample.jdk());
            frames.add(sample.depth());
        });
        for (int version : versions) {
            for (int depth : frames) {
                List<Sample> chosen = samples.stream()
                        .filter(sample -> sample.jdk() == version && sample.depth() == depth)
                        .toList();
                if (!chosen.isEmpty()) {
                    System.out.printf("%n### JDK %d, calling stack of %d frames%n%n", version, depth);
                    System.out.println(new Table(new Figures(chosen), shownRows(), columns));
                }
            }
        }
    }
}
