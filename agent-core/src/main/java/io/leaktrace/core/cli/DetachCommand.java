/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.File;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the agent out of a running JVM. */
@Command(
        name = "detach",
        description =
                "Restore every class LeakTrace changed in a JVM and drop its data; attach works again afterwards.")
final class DetachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<target>", description = "A pid, or a unique part of a main class or jar name.")
    private String target = "";

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final File jar;

    DetachCommand(File jar) {
        this.jar = jar;
    }

    @Override
    public Integer call() throws CommandFailure {
        long pid = AttachCommand.localPid(target, "detach");
        Jvm jvm = Jvms.find(pid);
        if (jvm != null && jvm.agent() != null && !jvm.hasAgent()) {
            throw CommandFailure.error("LeakTrace is not in process " + pid);
        }
        spec.commandLine().getOut().println(AgentChannel.send(pid, jar, "detach"));
        return 0;
    }
}
