/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import io.leaktrace.core.option.OptionTable;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads the agent into a running JVM, or changes the options of the one inside. */
@Command(
        name = "attach",
        description = "Load LeakTrace into a running JVM, or change the options of the one already loaded.",
        footerHeading = "%nOptions of the agent:%n")
final class AttachCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "<target>",
            description = "A pid, or a unique part of a main class or jar name.")
    private String target = "";

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Options of the agent, see below.")
    private List<String> options = new ArrayList<>();

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    private final File jar;
    private CommandSpec spec = CommandSpec.create();

    AttachCommand(File jar) {
        this.jar = jar;
    }

    @Spec
    void spec(CommandSpec own) {
        spec = own;
        IHelpSectionRenderer table = usage -> OptionTable.text();
        own.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, table);
    }

    @Override
    public Integer call() throws CommandFailure {
        String argument = Options.argument(options);
        long pid = localPid(target, "attach");
        Jvm jvm = Jvms.find(pid);
        if (jvm == null || !jvm.hasAgent()) {
            // the agent inside knows better which options can still change, a new one has to like them all
            if (Options.check(argument).help()) {
                spec.commandLine().getOut().print(OptionTable.text());
                return 0;
            }
        }
        spec.commandLine().getOut().println(AgentChannel.send(pid, jar, argument));
        return 0;
    }

    static long localPid(String target, String command) throws CommandFailure {
        if (Target.resolve(target, Jvms::all) instanceof Target.Local local) {
            return local.pid();
        }
        throw CommandFailure.error(command + " works with a process of this machine, not with the JMX endpoint "
                + target + "; run it there with a pid");
    }
}
