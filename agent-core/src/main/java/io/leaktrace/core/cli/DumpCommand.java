/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints every live task of a target. */
@Command(
        name = "dump",
        description = "Show every live task, the most suspicious first.",
        footer = {
            "",
            "Fields of --with and --without: created (a frame of its origin), frame (of its current stack), name,",
            "state, wait, kind, label. Example: dump 4711 --with=created:com.acme.* --blocked=5m --hide-idle"
        })
final class DumpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<target>", description = Texts.TARGET)
    private String target = "";

    @Option(names = "--group", paramLabel = "site|stack|wait|state|kind|pool", description = "What makes a group.")
    private @Nullable String group;

    @Option(names = "--with", paramLabel = "field:glob", description = "Only tasks that match; may be repeated.")
    private List<String> with = new ArrayList<>();

    @Option(
            names = "--without",
            paramLabel = "field:glob",
            description = "Leave out tasks that match; may be repeated.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--older",
            paramLabel = "D",
            description = "Only tasks created at least so long ago, for example 5m.")
    private @Nullable String older;

    @Option(names = "--blocked", paramLabel = "D", description = "Only tasks stuck for at least so long.")
    private @Nullable String blocked;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many groups.")
    private @Nullable Integer limit;

    @Option(names = "--hide-idle", description = "Leave out idle workers and service loops.")
    private boolean hideIdle;

    @Option(names = "--format", paramLabel = "text|json", description = "Default: text.")
    private OutputFormat format = OutputFormat.text;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        String filter = filter().toString();
        Target resolved = Target.resolve(target, Jvms::all);
        try (Connection connection = Connection.open(resolved)) {
            String dump = AgentBean.of(resolved, connection).call("dump", filter);
            spec.commandLine().getOut().println(dump.stripTrailing());
        }
        return 0;
    }

    private DumpFilter filter() throws CommandFailure {
        DumpFilter filter = new DumpFilter();
        if (group != null) {
            filter.group(group);
        }
        for (String condition : with) {
            filter.condition("with", condition);
        }
        for (String condition : without) {
            filter.condition("without", condition);
        }
        if (older != null) {
            filter.duration("older", older);
        }
        if (blocked != null) {
            filter.duration("blocked", blocked);
        }
        if (limit != null) {
            filter.limit(limit);
        }
        if (hideIdle) {
            filter.hideIdle();
        }
        return format == OutputFormat.json ? filter.json() : filter;
    }
}
