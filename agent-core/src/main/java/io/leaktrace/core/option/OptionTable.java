/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every option there is: the one source of keys, defaults and meanings for checks, error messages and help. */
public final class OptionTable {
    /** When an option can be set. */
    enum Time {
        /** At start and, with {@code set}, {@code attach} or over JMX, at run time. */
        ANY,
        /** At start only. */
        START,
        /** Accepted, but this version does nothing with it. */
        LATER
    }

    /**
     * One option.
     *
     * @param standard the default as shown to users
     * @param values what is valid, continuing the words "use for example" or "use"
     */
    record Row(String key, String standard, Time time, String values, String meaning) {}

    private static final String DURATIONS = "for example 500ms, 60s, 5m or 1h";
    private static final String PATTERNS = "package prefixes or globs separated by ';'";

    static final List<Row> ROWS = List.of(
            new Row("threshold", "60s", Time.ANY, DURATIONS, "report what has been blocked or queued for longer"),
            new Row("interval", "30s", Time.ANY, DURATIONS, "time between scans; no longer than threshold unless set"),
            new Row(
                    "kinds",
                    "all",
                    Time.ANY,
                    "all, or kinds separated by ';'",
                    "what to track; fork-join-task by name adds forks inside a pool"),
            new Row("include", "all", Time.ANY, "all, or " + PATTERNS, "track only tasks with a matching frame"),
            new Row("exclude", "none", Time.ANY, "none, or " + PATTERNS, "leave out tasks with a matching frame"),
            new Row(
                    "ignore",
                    "none",
                    Time.ANY,
                    "the path of a rules file, or none",
                    "ignore rules beside the built-in ones"),
            new Row(
                    "capture",
                    "auto",
                    Time.ANY,
                    "full, auto or site",
                    "creating stacks: all, all within the budget, or one frame each"),
            new Row(
                    "budget",
                    "1%",
                    Time.ANY,
                    "a percentage from 0.01% to 100%",
                    "share of one core that capture=auto may cost"),
            new Row("depth", "64", Time.ANY, "a number from 1 to 1024", "frames kept per origin"),
            new Row("ancestors", "3", Time.ANY, "a number from 0 to 16", "ancestor origins shown"),
            new Row("log", "stderr", Time.ANY, "stderr, stdout, none or the path of a file", "where reports go"),
            new Row("format", "text", Time.ANY, "text or json", "how reports are written"),
            new Row("repeat", "10m", Time.ANY, DURATIONS, "an unchanged finding is written again after this long"),
            new Row("jmx", "true", Time.ANY, "true or false", "register the MBean io.leaktrace:type=LeakTrace"),
            new Row("jfr", "true", Time.LATER, "true or false", "emit JFR events"),
            new Row("http", "off", Time.LATER, "off, a port or host:port", "serve the tasks over HTTP"),
            new Row(
                    "token",
                    "none",
                    Time.LATER,
                    "a word, or @path of a file that holds it",
                    "token that http asks for"),
            new Row("config", "none", Time.START, "the path of a properties file", "file with any of these options"),
            new Row("help", "", Time.START, "it alone", "print this table and go on without the agent"));

    /** The table as lines of text for a terminal, each with its end. */
    public static String text() {
        StringBuilder text = new StringBuilder("option     default  meaning\n");
        for (Row row : ROWS) {
            text.append(padded(row.key, 11)).append(padded(row.standard, 9)).append(row.meaning);
            if (row.time == Time.LATER) {
                text.append(" (not in this version)");
            } else if (row.time == Time.ANY && !row.values.equals(DURATIONS)) {
                text.append(" (").append(row.values).append(')');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** The keys that can be set while the agent runs, separated by commas. */
    public static String changeable() {
        return keys(Time.ANY);
    }

    /** The row of this key, or null if there is no such option. */
    static @Nullable Row row(String key) {
        for (Row row : ROWS) {
            if (row.key.equals(key)) {
                return row;
            }
        }
        return null;
    }

    /** The keys of this time, or all for null, separated by commas. */
    static String keys(@Nullable Time time) {
        StringBuilder keys = new StringBuilder();
        for (Row row : ROWS) {
            if (time == null || row.time == time) {
                keys.append(keys.length() == 0 ? "" : ", ").append(row.key);
            }
        }
        return keys.toString();
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    private OptionTable() {}
}
