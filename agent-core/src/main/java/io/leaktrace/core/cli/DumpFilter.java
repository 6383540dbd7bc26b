/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import io.leaktrace.core.option.Durations;
import java.util.ArrayList;
import java.util.List;

/** Builds the argument of the MBean's {@code dump}: pairs {@code key=value}, those with blanks in double quotes. */
final class DumpFilter {
    static final List<String> GROUPS = List.of("site", "stack", "wait", "state", "kind", "pool");
    static final List<String> FIELDS = List.of("created", "frame", "name", "state", "wait", "kind", "label");

    private final List<String> pairs = new ArrayList<>();

    DumpFilter group(String value) throws CommandFailure {
        if (!GROUPS.contains(value)) {
            throw CommandFailure.error("--group: \"" + value + "\" is not valid; use " + String.join(", ", GROUPS));
        }
        return add("group", value);
    }

    /** A condition {@code field:glob}, under the key {@code with} or {@code without}. */
    DumpFilter condition(String key, String value) throws CommandFailure {
        int colon = value.indexOf(':');
        if (colon < 1 || colon == value.length() - 1 || !FIELDS.contains(value.substring(0, colon))) {
            throw CommandFailure.error("--" + key + ": \"" + value + "\" is not valid; use field:glob, for example "
                    + "created:com.acme.*; fields: " + String.join(", ", FIELDS));
        }
        if (value.indexOf('"') >= 0) {
            throw CommandFailure.error("--" + key + ": " + value + " contains a double quote; put * in its place");
        }
        return add(key, value);
    }

    /** A duration, under the key {@code older} or {@code blocked}. */
    DumpFilter duration(String key, String value) throws CommandFailure {
        if (Durations.parse(value) == null) {
            throw CommandFailure.error(
                    "--" + key + ": \"" + value + "\" is not a duration; use for example 500ms, 60s, 5m or 1h");
        }
        return add(key, value);
    }

    DumpFilter limit(int most) throws CommandFailure {
        if (most < 1) {
            throw CommandFailure.error("--limit: \"" + most + "\" is not valid; use a number from 1");
        }
        return add("limit", Integer.toString(most));
    }

    DumpFilter hideIdle() {
        return add("hide-idle", "true");
    }

    DumpFilter json() {
        return add("format", "json");
    }

    private DumpFilter add(String key, String value) {
        boolean plain = value.chars().noneMatch(Character::isWhitespace);
        pairs.add(key + "=" + (plain ? value : "\"" + value + "\""));
        return this;
    }

    @Override
    public String toString() {
        return String.join(" ", pairs);
    }
}
