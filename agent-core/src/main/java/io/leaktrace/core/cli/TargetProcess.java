/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of this machine that was asked to talk to us, through the JDK's own attach API: it tells apart what went
 * wrong, where Byte Buddy's attach wraps everything into one exception and falls back on ways of its own. Everything
 * that can be known from outside is checked first, because an attach to the wrong process sends it a signal.
 */
final class TargetProcess implements AutoCloseable {
    private static final String CONNECTOR = "com.sun.management.jmxremote.localConnectorAddress";
    /** JVMs before JDK 24 take no longer argument. */
    private static final int LONGEST_ARGUMENT = 1000;

    private static final long ENDING_NANOS = 2_000_000_000L;

    private final long pid;
    private final VirtualMachine machine;

    private TargetProcess(long pid, VirtualMachine machine) {
        this.pid = pid;
        this.machine = machine;
    }

    /** Opens the conversation; the target runs none of our code yet. */
    static TargetProcess open(long pid) throws CommandFailure {
        AttachCheck.check(pid);
        try {
            return new TargetProcess(pid, VirtualMachine.attach(Long.toString(pid)));
        } catch (AttachNotSupportedException | IOException e) {
            throw failure(pid, "does not let us attach", e);
        } catch (NoClassDefFoundError e) {
            throw CommandFailure.error("this Java has no module jdk.attach; run the command with a JDK");
        }
    }

    /** Where the JMX server of the target listens for this machine; starts it if need be. */
    String connectorAddress() throws CommandFailure {
        try {
            String address = machine.getAgentProperties().getProperty(CONNECTOR);
            return address != null ? address : machine.startLocalManagementAgent();
        } catch (IOException e) {
            throw failure(pid, "cannot start its JMX server; its Java may lack the module jdk.management.agent", e);
        }
    }

    /** Loads the agent, or passes the argument to the one already loaded. */
    void load(File jar, String argument) throws CommandFailure {
        String path = jar.getAbsolutePath();
        if (!jar.isFile() || !jar.canRead()) {
            throw CommandFailure.error("cannot read " + path + "; make the jar readable and try again");
        }
        if (path.contains("=")) {
            throw CommandFailure.error(
                    "the path " + path + " contains '=', which no JVM can attach; copy the jar elsewhere");
        }
        if (path.length() + argument.length() > LONGEST_ARGUMENT) {
            throw CommandFailure.error(
                    "these options are too long to attach; put them in a file and use config=<file>");
        }
        try {
            machine.loadAgent(path, argument);
        } catch (AgentLoadException e) {
            throw loadFailure(path, e);
        } catch (AgentInitializationException e) {
            throw failure(pid, "took the agent, which then failed to start; see its stderr", e);
        } catch (IOException e) {
            throw failure(pid, "did not load the agent", e);
        }
    }

    @Override
    public void close() {
        try {
            machine.detach();
        } catch (IOException e) {
            // the target has ended, or hung up first: either way the conversation is over
        }
    }

    private CommandFailure loadFailure(String path, AgentLoadException e) throws CommandFailure {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Dynamic agent loading is not enabled")) {
            return CommandFailure.error(
                    "process " + pid + " does not allow agents to be loaded while it runs: start it with"
                            + " -XX:+EnableDynamicAgentLoading, or with -javaagent:" + path);
        }
        if (message.contains("not found") || message.contains("102") || message.contains("ENOENT")) {
            return CommandFailure.error("process " + pid + " cannot open " + path
                    + "; put the jar where that process can read it (same container, same user) and run it from there");
        }
        return failure(pid, "did not load the agent", e);
    }

    private static CommandFailure failure(long pid, String what, @Nullable Exception cause) throws CommandFailure {
        if (cause instanceof IOException ? endsSoon(pid) : !AttachCheck.isAlive(pid)) {
            return CommandFailure.gone("process " + pid);
        }
        String why = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return CommandFailure.error("process " + pid + " " + what + why);
    }

    /** A process that hung up in mid-sentence is often about to end: its sockets close before it does. */
    private static boolean endsSoon(long pid) throws CommandFailure {
        long deadline = System.nanoTime() + ENDING_NANOS;
        while (AttachCheck.isAlive(pid) && System.nanoTime() - deadline < 0) {
            Pause.millis(20);
        }
        return !AttachCheck.isAlive(pid);
    }
}
