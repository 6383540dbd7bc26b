/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.option.OptionParser;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Options of the agent as words of a command line. */
final class Options {
    private static final Map<String, Set<String>> PATHS =
            Map.of("log", Set.of("stderr", "stdout", "none"), "ignore", Set.of("none"), "config", Set.of("none"));

    /**
     * The words as one agent argument. Relative paths mean this process' directory, not the target's, so they are made
     * absolute.
     */
    static String argument(List<String> words) {
        return words.stream()
                .flatMap(word -> List.of(word.split(",", -1)).stream())
                .map(Options::absolute)
                .collect(Collectors.joining(","));
    }

    /** Finds mistakes before the target is touched. */
    static AgentOptions check(String argument) throws CommandFailure {
        try {
            return OptionParser.parse(argument, key -> null);
        } catch (OptionException e) {
            throw CommandFailure.error(e.getMessage());
        }
    }

    private static String absolute(String option) {
        int equals = option.indexOf('=');
        Set<String> words = equals < 0 ? null : PATHS.get(option.substring(0, equals));
        String value = option.substring(equals + 1);
        if (words == null || value.isBlank() || words.contains(value)) {
            return option;
        }
        return option.substring(0, equals + 1) + new File(value).getAbsolutePath();
    }

    private Options() {}
}
