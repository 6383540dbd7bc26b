/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a command is about: a process of this machine, or a JMX endpoint anywhere. */
sealed interface Target {
    /** A process; whether it lives and is a JVM is found out when it is talked to. */
    record Local(long pid) implements Target {
        @Override
        public String toString() {
            return "process " + pid;
        }
    }

    /** Host and port of a JMX endpoint. */
    record Remote(String host, int port) implements Target {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A host name or address and a port; not a Windows drive, nor a class name. */
    Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\s/\\\\]+):(\\d{1,5})");

    /**
     * Understands a pid, host:port, or a part of the main class or jar name of exactly one JVM. Among several, one
     * whose name is the whole text wins.
     */
    static Target resolve(String text, Supplier<List<Jvm>> jvms) throws CommandFailure {
        if (text.matches("\\d+")) {
            if (text.length() > 10 || Long.parseLong(text) == 0) {
                throw CommandFailure.error("\"" + text + "\" is not a pid; \"ps\" lists the JVMs");
            }
            return new Local(Long.parseLong(text));
        }
        Matcher address = ADDRESS.matcher(text);
        if (address.matches()) {
            int port = Integer.parseInt(address.group(2));
            if (port < 1 || port > 65_535) {
                throw CommandFailure.error("\"" + text + "\": the port is not between 1 and 65535");
            }
            return new Remote(address.group(1), port);
        }
        return new Local(byName(text, jvms.get()).pid());
    }

    private static Jvm byName(String text, List<Jvm> jvms) throws CommandFailure {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<Jvm> parts = jvms.stream()
                .filter(jvm ->
                        !text.isBlank() && jvm.main().toLowerCase(Locale.ROOT).contains(wanted))
                .collect(Collectors.toList());
        List<Jvm> whole = parts.stream()
                .filter(jvm -> jvm.main().equals(text) || jvm.shortMain().equals(text))
                .collect(Collectors.toList());
        List<Jvm> matching = whole.isEmpty() ? parts : whole;
        if (matching.size() == 1) {
            return matching.get(0);
        }
        if (matching.isEmpty()) {
            throw CommandFailure.error("no JVM of this user has \"" + text
                    + "\" in its main class or jar name; \"ps\" lists them, or give a pid or host:port");
        }
        throw CommandFailure.error("\"" + text + "\" matches " + matching.size() + " JVMs: "
                + matching.stream().map(jvm -> jvm.pid() + " " + jvm.main()).collect(Collectors.joining(", "))
                + "; give one of these pids");
    }
}
