/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows LeakTrace at work on a small program with leaks of its own. */
@Command(
        name = "demo",
        description = "Start a small leaky program under LeakTrace and show what it finds; takes about ten seconds.")
final class DemoCommand implements Callable<Integer> {
    /** Of the whole demo, from its start. */
    private static final long LONGEST_MILLIS = 12_000;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final File jar;

    DemoCommand(File jar) {
        this.jar = jar;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        long deadline = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
        out.println("Starting a small order service with leaks in it, under LeakTrace with a threshold of 2s ...");
        try (DemoProgram program = DemoProgram.start(jar)) {
            Target target = new Target.Local(program.pid());
            try (Connection connection = Connection.open(target)) {
                AgentBean agent = AgentBean.of(target, connection);
                String report = awaitFindings(agent, program.findings(), deadline);
                show(out, agent, program.hasVirtualThreads());
                out.println();
                out.println("In the log of a real application the same appears by itself, under this line:");
                out.println("  " + report.lines().findFirst().orElse(""));
            } catch (CommandFailure e) {
                throw program.explain(e);
            }
        } catch (IOException e) {
            throw CommandFailure.error("cannot start the demo program: " + e.getMessage());
        }
        String path = path();
        out.println();
        out.println("Now your own: java -javaagent:" + path + " ... or, if it runs already and hangs:");
        out.println("  java -jar " + path + " ps");
        out.println("  java -jar " + path + " attach <pid> threshold=10s");
        out.println("  java -jar " + path + " check <pid>");
        return 0;
    }

    /** The jar as it can be typed in this directory. */
    private String path() {
        Path here = Path.of("").toAbsolutePath();
        Path whole = jar.toPath().toAbsolutePath();
        return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    }

    private static void show(PrintWriter out, AgentBean agent, boolean virtualThreads) throws CommandFailure {
        show(
                out,
                agent,
                "1. A pool task that is stuck. Look at the wait on its first line, and at \"created by\": who submitted it.",
                "executor-task",
                "importOrders");
        show(
                out,
                agent,
                "2. A task that is queued: it has no stack yet, so no thread dump shows it. The task above keeps its pool busy.",
                "executor-task",
                "sendInvoices");
        if (virtualThreads) {
            show(
                    out,
                    agent,
                    "3. A virtual thread that is stuck. jstack does not list virtual threads at all.",
                    "virtual-thread",
                    "refreshPrices");
        } else {
            out.println();
            out.println("3. (A stuck virtual thread is shown when the demo runs on Java 21 or later.)");
        }
        show(
                out,
                agent,
                "4. A future that nobody completed: no thread, no stack, only the line that created it.",
                "future",
                "askForStock");
    }

    private static void show(PrintWriter out, AgentBean agent, String headline, String kind, String creator)
            throws CommandFailure {
        String filter = new DumpFilter()
                .condition("with", "kind:" + kind)
                .condition("with", "created:demo.OrderService." + creator)
                .toString();
        out.println();
        out.println(headline);
        out.println();
        String dump = agent.call("dump", filter);
        // without its heading, which counts all tasks
        out.println(dump.substring(dump.indexOf("\n\n") + 1).strip());
        out.flush();
    }

    /** The report, once it has all findings, or the last one before the time is over. */
    private static String awaitFindings(AgentBean agent, int expected, long deadline) throws CommandFailure {
        for (; ; ) {
            String report = agent.call("check");
            boolean late = System.nanoTime() - deadline > 0;
            if (CheckCommand.findings(report) >= expected || late) {
                return report;
            }
            Pause.millis(200);
        }
    }
}
