/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scans a target once and prints its findings. */
@Command(name = "check", description = "Scan now and show the findings only; the exit code is 1 if there are any.")
final class CheckCommand implements Callable<Integer> {
    /** The end of a report's first line: one scan gives the text and the exit code. */
    private static final Pattern HEADING = Pattern.compile("\\Aleaktrace report .*?: (\\d{1,9}) findings?\\b");

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
        try (Connection connection = Connection.open(resolved)) {
            AgentBean agent = AgentBean.of(resolved, connection);
            if (format == OutputFormat.json) {
                String report = agent.call("checkJson");
                spec.commandLine().getOut().println(report.stripTrailing());
                return hasFindings(report) ? 1 : 0;
            }
            String report = agent.call("check");
            spec.commandLine().getOut().println(report.stripTrailing());
            int findings = findings(report);
            return findings < 0 ? (hasFindings(agent.call("checkJson")) ? 1 : 0) : Math.min(1, findings);
        }
    }

    /** How many findings the first line of a report announces; -1 if it is not a report. */
    static int findings(String report) {
        Matcher heading = HEADING.matcher(report);
        return heading.find() ? Integer.parseInt(heading.group(1)) : -1;
    }

    static boolean hasFindings(String json) throws CommandFailure {
        try {
            JsonElement findings =
                    JsonParser.parseString(json).getAsJsonObject().get("findings");
            return findings != null && !findings.getAsJsonArray().isEmpty();
        } catch (JsonParseException | IllegalStateException e) {
            throw CommandFailure.error(
                    "the agent in the target answered something else than a report; its version differs");
        }
    }
}
