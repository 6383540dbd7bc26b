/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads single values. Every message says what was given and what is valid; the caller names the option. */
final class ValueSyntax {
    static Duration duration(String value) throws OptionException {
        Duration duration = Durations.parse(value);
        if (duration != null) {
            return duration;
        }
        String given = "\"" + value + "\" ";
        if (value.startsWith("-") || value.matches("0+(ms|s|m|h)?")) {
            throw new OptionException(given + "is not longer than zero; use for example 500ms, 60s, 5m or 1h");
        }
        if (value.matches("\\d+")) {
            throw new OptionException(given + "has no unit; use for example " + value + "s or " + value + "ms");
        }
        if (value.matches("\\d+(ms|s|m|h)")) {
            throw new OptionException(given + "is too long; the longest is " + Durations.LONGEST.toHours() + "h");
        }
        throw new OptionException(given + "is not a duration; use for example 500ms, 60s, 5m or 1h");
    }

    static int number(String value, int least, int most) throws OptionException {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new OptionException("\"" + value + "\" is not valid; use a number from " + least + " to " + most);
    }

    /** Whether it is the one word or the other. */
    static boolean either(String value, String one, String other) throws OptionException {
        if (value.equals(one) || value.equals(other)) {
            return value.equals(one);
        }
        throw new OptionException("\"" + value + "\" is not valid; use " + one + " or " + other);
    }

    static List<String> list(String value) throws OptionException {
        List<String> words = new ArrayList<>();
        for (String word : value.split(";", -1)) {
            if (word.isBlank()) {
                throw new OptionException("\"" + value + "\" has an empty entry; separate entries by one ';'");
            }
            words.add(word.strip());
        }
        return List.copyOf(words);
    }

    static List<String> patterns(String value) throws OptionException {
        List<String> patterns = list(value);
        for (String pattern : patterns) {
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                if (!Character.isJavaIdentifierPart(c) && ".*/-".indexOf(c) < 0) {
                    throw new OptionException("\"" + pattern
                            + "\" is not a package prefix or glob; use for example com.acme or com.acme.*Service");
                }
            }
        }
        return patterns;
    }

    static String readableFile(String path) throws OptionException {
        File file = new File(path);
        String problem = !file.exists() ? "does not exist" : !file.isFile() ? "is not a file" : "cannot be read";
        if (!file.isFile() || !file.canRead()) {
            throw new OptionException(
                    "\"" + file.getAbsolutePath() + "\" " + problem + "; give the path of a readable file");
        }
        return path;
    }

    /** A percentage as a share: 0.01 for {@code 1%}. */
    static double share(String value) throws OptionException {
        Double share = Percentages.parse(value);
        if (share == null) {
            throw new OptionException("\"" + value
                    + "\" is not a share of CPU; use for example 0.5%, 1% or 10%, at least 0.01% and at most 100%");
        }
        return share;
    }

    static void address(String value) throws OptionException {
        if (value.equals("off")) {
            return;
        }
        int colon = value.lastIndexOf(':');
        String port = value.substring(colon + 1);
        boolean valid = colon != 0 && port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535;
        if (!valid || (colon < 0 && Integer.parseInt(port) == 0)) {
            throw new OptionException("\"" + value + "\" is not an address; use off, a port up to 65535, or host:port");
        }
    }

    private ValueSyntax() {}
}
