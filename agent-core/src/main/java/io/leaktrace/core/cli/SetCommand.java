/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import io.leaktrace.core.option.OptionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes options of an agent that runs. */
@Command(name = "set", description = "Change options of the agent at run time.")
final class SetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<target>", description = Texts.TARGET)
    private String target = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "key=value", description = "One or more options.")
    private List<String> options = new ArrayList<>();

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    private CommandSpec spec = CommandSpec.create();

    @Spec
    void spec(CommandSpec own) {
        spec = own;
        own.usageMessage().footer("", "Keys: " + OptionTable.changeable());
    }

    @Override
    public Integer call() throws CommandFailure {
        Target resolved = Target.resolve(target, Jvms::all);
        boolean here = resolved instanceof Target.Local;
        String argument = here ? Options.argument(options) : String.join(",", options);
        try (Connection connection = Connection.open(resolved)) {
            spec.commandLine()
                    .getOut()
                    .println(AgentBean.of(resolved, connection).call("set", argument));
        }
        return 0;
    }
}
