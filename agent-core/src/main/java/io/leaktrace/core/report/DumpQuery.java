/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.Durations;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.report.format.Omitted;
import io.leaktrace.core.report.format.ReportFormat;
import io.leaktrace.core.report.format.Section;
import io.leaktrace.core.report.format.TaskGroup;
import io.leaktrace.core.report.format.TextFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A dump as a user asked for it: {@code group=pool with=created:com.acme.* older=5m limit=20}. Conditions add up. The
 * limit counts blocks or, with {@code group}, groups. Any thread may run a query, any number of times.
 */
public final class DumpQuery {
    private static final String VALID = "valid: group=, with=, without=, older=, blocked=, limit=, hide-idle=, format=";

    private final List<TaskFilter> with = new ArrayList<>();
    private final List<TaskFilter> without = new ArrayList<>();
    private @Nullable Grouping grouping;
    private long olderMillis = -1;
    private long blockedMillis = -1;
    private int limit = Integer.MAX_VALUE;
    private boolean hideIdle;
    private boolean json;

    private DumpQuery() {}

    /**
     * Reads {@code key=value} pairs separated by white space; double quotes protect white space in values,
     * a backslash within them the character after it.
     *
     * @param filter the pairs; null or empty for every live task
     * @throws OptionException naming what is wrong and what is valid
     */
    public static DumpQuery parse(@Nullable String filter) throws OptionException {
        DumpQuery query = new DumpQuery();
        for (String word : words(filter == null ? "" : filter)) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 && !key.equals("hide-idle")) {
                throw new OptionException("\"" + word + "\" is not a key=value pair; " + VALID);
            }
            query.set(key, equals < 0 ? "true" : word.substring(equals + 1));
        }
        return query;
    }

    /** The dump as text or JSON, as the query says. */
    public String run(Snapshot snapshot) {
        List<Tracked> matching = snapshot.tasks().stream().filter(this::matches).toList();
        int unmatched = snapshot.tasks().size() - matching.size();
        ReportFormat format = json ? new JsonFormat() : new TextFormat(() -> 0);
        if (grouping == null) {
            List<TaskGroup> groups = TaskGroup.of(matching);
            return format.dump(
                    snapshot,
                    limited(groups),
                    omitted(unmatched, groups, g -> g.tasks().size()));
        }
        List<Section> sections = grouping.sections(matching);
        return format.sections(
                snapshot,
                limited(sections),
                omitted(unmatched, sections, s -> s.tasks().size()));
    }

    private boolean matches(Tracked task) {
        if ((hideIdle && task.state() == State.IDLE)
                || task.ageMillis() < olderMillis
                || task.blockedForMillis() < blockedMillis) {
            return false;
        }
        for (TaskFilter filter : with) {
            if (!filter.matches(task)) {
                return false;
            }
        }
        for (TaskFilter filter : without) {
            if (filter.matches(task)) {
                return false;
            }
        }
        return true;
    }

    private <T> List<T> limited(List<T> blocks) {
        return blocks.subList(0, Math.min(blocks.size(), limit));
    }

    private <T> Omitted omitted(int unmatched, List<T> blocks, ToIntFunction<T> size) {
        List<T> left = blocks.subList(Math.min(blocks.size(), limit), blocks.size());
        return new Omitted(unmatched, left.size(), left.stream().mapToInt(size).sum());
    }

    private void set(String key, String value) throws OptionException {
        try {
            switch (key) {
                case "group" -> grouping = grouping(value);
                case "with" -> with.add(TaskFilter.parse(value));
                case "without" -> without.add(TaskFilter.parse(value));
                case "older" -> olderMillis = duration(value);
                case "blocked" -> blockedMillis = duration(value);
                case "limit" -> limit = limit(value);
                case "hide-idle" -> hideIdle = either(value, "true", "false");
                case "format" -> json = either(value, "json", "text");
                default -> throw new OptionException(VALID);
            }
        } catch (OptionException e) {
            String what = e.getMessage().equals(VALID) ? "unknown key \"" + key + "\"; " : key + ": ";
            throw new OptionException(what + e.getMessage());
        }
    }

    private static Grouping grouping(String value) throws OptionException {
        for (Grouping grouping : Grouping.values()) {
            if (grouping.label().equals(value)) {
                return grouping;
            }
        }
        throw new OptionException("\"" + value + "\" is not valid; use site, stack, wait, state, kind or pool");
    }

    private static long duration(String value) throws OptionException {
        Duration duration = Durations.parse(value);
        if (duration == null) {
            throw new OptionException("\"" + value + "\" is not a duration; use for example 500ms, 60s, 5m or 1h");
        }
        return duration.toMillis();
    }

    private static int limit(String value) throws OptionException {
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new OptionException("\"" + value + "\" is not a number of blocks; use 1 or more");
        }
        return Integer.parseInt(value);
    }

    private static boolean either(String value, String one, String other) throws OptionException {
        if (!value.equals(one) && !value.equals(other)) {
            throw new OptionException("\"" + value + "\" is not valid; use " + one + " or " + other);
        }
        return value.equals(one);
    }

    /** Splits at white space outside double quotes; within them a backslash takes the character after it literally. */
    private static List<String> words(String text) throws OptionException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (quoted ? i < text.length() : !Character.isWhitespace(c)) {
                word.append(c);
            } else if (!quoted && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (quoted) {
            throw new OptionException("a double quote is not closed in: " + text);
        }
        return words;
    }
}
