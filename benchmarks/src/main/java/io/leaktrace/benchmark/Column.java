/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.List;

/** What a program is run with; the columns of the table. */
enum Column {
    NONE("no agent"),
    AUTO("LeakTrace auto"),
    FULL("LeakTrace full"),
    NAIVE("naive agent"),
    OTEL("OpenTelemetry"),
    TTL("TTL");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isLeakTrace() {
        return this == AUTO || this == FULL;
    }

    /**
     * The arguments for the JVM.
     *
     * @param options further options of LeakTrace, {@code key=value,key=value}; mostly empty
     */
    List<String> arguments(Agents agents, String options) {
        return switch (this) {
            case NONE -> List.of();
            case AUTO -> List.of(agent(agents.leakTrace()) + (options.isEmpty() ? "" : "=" + options));
            case FULL ->
                List.of(agent(agents.leakTrace()) + "=capture=full" + (options.isEmpty() ? "" : "," + options));
            case NAIVE -> List.of(agent(agents.naive()));
            case OTEL ->
                List.of(
                        agent(agents.openTelemetry()),
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none");
            case TTL -> List.of(agent(agents.ttl()));
        };
    }

    private static String agent(Object jar) {
        return "-javaagent:" + jar;
    }
}
