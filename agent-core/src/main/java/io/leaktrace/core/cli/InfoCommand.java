/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what kind of process a target is and, if the agent is in it, its tasks in numbers. */
@Command(name = "info", description = "Show a JVM: process, memory, CPU, GC, and its tasks if LeakTrace is inside.")
final class InfoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<target>", description = Texts.TARGET)
    private String target = "";

    @Option(names = "--format", paramLabel = "text|json", description = "Default: text.")
    private OutputFormat format = OutputFormat.text;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        Target resolved = Target.resolve(target, Jvms::all);
        ProcessFacts process;
        @Nullable AgentFacts agent;
        try (Connection connection = Connection.open(resolved)) {
            process = ProcessFacts.read(resolved, connection);
            agent = AgentFacts.read(AgentBean.ifPresent(resolved, connection));
        }
        if (format == OutputFormat.json) {
            JsonObject all = process.json();
            all.add("leaktrace", agent == null ? JsonNull.INSTANCE : agent.json());
            spec.commandLine().getOut().println(Json.text(all));
            return 0;
        }
        TextTable table = new TextTable("ll");
        process.rows(table);
        if (agent == null) {
            table.row("leaktrace", "not seen; load it or switch on its JMX with: attach <pid> jmx=true");
        } else {
            agent.rows(table);
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
