/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.leaktrace.core.option.Durations;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists JVMs; reads only what they publish, attaches to none. */
@Command(name = "ps", description = "List the JVMs of this user; * marks those with LeakTrace inside.")
final class PsCommand implements Callable<Integer> {
    @Option(names = "--format", paramLabel = "text|json", description = "Default: text.")
    private OutputFormat format = OutputFormat.text;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Jvm> jvms = Jvms.all();
        long now = System.currentTimeMillis();
        if (format == OutputFormat.json) {
            spec.commandLine().getOut().println(json(jvms, now));
        } else {
            table(jvms, now).forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }

    static List<String> table(List<Jvm> jvms, long now) {
        TextTable table = new TextTable("rrlllr").row("PID", "PPID", " ", "JAVA", "MAIN", "UPTIME");
        for (Jvm jvm : jvms) {
            table.row(
                    Long.toString(jvm.pid()),
                    jvm.parent() == 0 ? "-" : Long.toString(jvm.parent()),
                    jvm.agent() == null ? "?" : jvm.hasAgent() ? "*" : " ",
                    jvm.java() == null ? "?" : jvm.java(),
                    jvm.main().isEmpty() ? "?" : jvm.main(),
                    jvm.startedAtMillis() == 0 ? "?" : Durations.text(now - jvm.startedAtMillis()));
        }
        return table.lines();
    }

    static String json(List<Jvm> jvms, long now) {
        JsonArray rows = new JsonArray();
        for (Jvm jvm : jvms) {
            JsonObject row = new JsonObject();
            row.addProperty("pid", jvm.pid());
            row.addProperty("ppid", jvm.parent() == 0 ? null : jvm.parent());
            row.addProperty("agent", jvm.hasAgent() ? jvm.agent() : null);
            row.addProperty("java", jvm.java());
            row.addProperty("main", jvm.main().isEmpty() ? null : jvm.main());
            row.addProperty("uptimeMillis", jvm.startedAtMillis() == 0 ? null : now - jvm.startedAtMillis());
            rows.add(row);
        }
        JsonObject all = new JsonObject();
        all.addProperty("schema", 1);
        all.add("jvms", rows);
        return Json.text(all);
    }
}
