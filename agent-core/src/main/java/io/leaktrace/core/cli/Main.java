/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import io.leaktrace.core.AgentVersion;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: {@code java -jar leaktrace.jar COMMAND}. Every failure is one line on stderr and an exit code. */
@Command(
        name = "java -jar leaktrace.jar",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows who created every thread, task and future of a JVM, and which of them are stuck.%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "<target> is a pid, a unique part of a main class or jar name, or host:port of a JMX endpoint.",
            "Exit codes: 0 fine, 1 findings were reported (check), 2 error, 3 the target went away.",
            "As an agent from the start: java -javaagent:leaktrace.jar=threshold=60s ... (options: attach --help)"
        })
public final class Main implements Runnable {
    private static final int ERROR = CommandFailure.ERROR;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final PrintWriter out;

    private Main(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param jar leaktrace.jar, which {@code attach} and {@code demo} load into other JVMs
     */
    public static void run(File jar, String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int exitCode = execute(jar, out, err, arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code. */
    static int execute(File jar, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Main(out))
                .addSubcommand(new DemoCommand(jar))
                .addSubcommand(new PsCommand())
                .addSubcommand(new InfoCommand())
                .addSubcommand(new AttachCommand(jar))
                .addSubcommand(new DetachCommand(jar))
                .addSubcommand(new DumpCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new SetCommand())
                .addSubcommand(new HelpCommand());
        line.getCommandSpec().versionProvider(() -> new String[] {"leaktrace " + AgentVersion.get()});
        line.getSubcommands()
                .get("help")
                .getCommandSpec()
                .usageMessage()
                .header("Show this help, or that of a command.");
        line.setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(36)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler(Main::failed);
        return line.execute(arguments);
    }

    @Override
    public void run() {
        // without a command: what there is
        spec.commandLine().usage(out);
    }

    private static int misused(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        boolean root = line.getParent() == null;
        String message = e.getMessage();
        if (root && e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            message = "unknown command \"" + unmatched.getUnmatched().get(0) + "\"; valid: "
                    + line.getSubcommands().keySet().stream().collect(Collectors.joining(", "));
        } else {
            message += "; see: " + (root ? "help" : "help " + line.getCommandName());
        }
        line.getErr().println("leaktrace: " + oneLine(message));
        return ERROR;
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof CommandFailure failure) {
            line.getErr().println("leaktrace: " + oneLine(failure.getMessage()));
            return failure.exitCode();
        }
        line.getErr().println("leaktrace: unexpected failure, please report it: " + oneLine(e.toString()));
        return ERROR;
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** A terminal without a locale still shows UTF-8. */
    private static PrintWriter writer(FileDescriptor to) {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        Charset charset = name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
        boolean ascii = charset.equals(StandardCharsets.US_ASCII);
        return new PrintWriter(new FileOutputStream(to), true, ascii ? StandardCharsets.UTF_8 : charset);
    }
}
