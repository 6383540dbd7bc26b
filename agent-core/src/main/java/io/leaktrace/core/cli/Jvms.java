/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the JVMs of this machine that this user may see, without touching any of them. */
final class Jvms {
    /** The counter with which the agent marks its JVM; empty after a detach. */
    private static final String AGENT = "leaktrace.version";

    private static final String COMMAND = "sun.rt.javaCommand";
    private static final String JAVA = "java.property.java.version";
    private static final String VM = "java.property.java.vm.name";
    private static final String STARTED = "sun.rt.createVmBeginTime";
    private static final String CAPABILITIES = "sun.rt.jvmCapabilities";
    private static final List<String> COUNTERS = List.of(AGENT, COMMAND, JAVA, VM, STARTED, CAPABILITIES);

    /** All but this very process, by ascending pid. */
    static List<Jvm> all() {
        Map<Long, Jvm> found = new TreeMap<>();
        try {
            PerfData data = PerfData.ofThisMachine();
            for (long pid : data.pids()) {
                ProcessHandle.of(pid).ifPresent(process -> found.put(pid, jvm(process, counters(data, pid))));
            }
        } catch (ReflectiveOperationException e) {
            // a Java without the module, or our classes outside their jar: the process list has to do
        }
        String me = ProcessHandle.current().info().user().orElse("");
        ProcessHandle.allProcesses()
                .filter(process -> !found.containsKey(process.pid()) && isJava(process, me))
                .forEach(process -> found.put(process.pid(), jvm(process, Map.of())));
        found.remove(ProcessHandle.current().pid());
        return new ArrayList<>(found.values());
    }

    /** The JVM of this pid, or null if there is none to be seen. */
    static @Nullable Jvm find(long pid) {
        for (Jvm jvm : all()) {
            if (jvm.pid() == pid) {
                return jvm;
            }
        }
        return null;
    }

    /**
     * What stands between the options and the arguments of a {@code java} command line; empty if that cannot be said.
     */
    static String mainOf(String[] arguments) {
        Set<String> withValue = Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules");
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return i + 1 < arguments.length ? arguments[i + 1] : "";
            }
            if (withValue.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return argument;
            }
        }
        return "";
    }

    private static Map<String, String> counters(PerfData data, long pid) {
        try {
            return data.counters(pid, COUNTERS);
        } catch (ReflectiveOperationException e) {
            return new HashMap<>();
        }
    }

    private static boolean isJava(ProcessHandle process, String me) {
        String command = new File(process.info().command().orElse("")).getName();
        boolean mine = me.equals("root") || process.info().user().orElse("").equals(me);
        return mine && process.isAlive() && (command.equals("java") || command.equals("java.exe"));
    }

    private static Jvm jvm(ProcessHandle process, Map<String, String> counters) {
        String command = counters.get(COMMAND);
        String main = command == null ? mainOf(process.info().arguments().orElse(new String[0])) : command;
        if (command != null) {
            String[] words = command.split(" ", 3);
            // "java Program.java" runs the compiler first: the file is what its user started
            main = words.length > 1 && words[0].contains("com.sun.tools.javac.launcher.") ? words[1] : words[0];
        }
        String started = counters.get(STARTED);
        String capabilities = counters.get(CAPABILITIES);
        return new Jvm(
                process.pid(),
                process.parent().map(ProcessHandle::pid).orElse(0L),
                counters.isEmpty() ? null : counters.getOrDefault(AGENT, "").strip(),
                counters.get(JAVA),
                counters.get(VM),
                main,
                started != null
                        ? Long.parseLong(started)
                        : process.info()
                                .startInstant()
                                .map(Instant::toEpochMilli)
                                .orElse(0L),
                capabilities == null ? null : capabilities.startsWith("1"));
    }

    private Jvms() {}
}
