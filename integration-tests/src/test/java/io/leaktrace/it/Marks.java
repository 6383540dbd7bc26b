/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a scenario that end in {@code // LEAK: key}: where it creates what must be reported; and those that end in
 * {@code // HEALTHY: key}, which are found under {@code healthy key}.
 */
record Marks(String file, Map<String, Integer> lines) {
    private static final Pattern MARK = Pattern.compile("// (LEAK|HEALTHY): (\\S+)$");

    private static final String HEALTHY = "healthy ";

    static Marks of(Class<?> scenario) {
        String file = scenario.getSimpleName() + ".java";
        Path source = Path.of("src/test/java", scenario.getPackageName().replace('.', '/'), file);
        Map<String, Integer> lines = new TreeMap<>();
        try {
            List<String> text = Files.readAllLines(source);
            for (int i = 0; i < text.size(); i++) {
                Matcher mark = MARK.matcher(text.get(i));
                if (mark.find()) {
                    String key = (mark.group(1).equals("LEAK") ? "" : HEALTHY) + mark.group(2);
                    if (lines.put(key, i + 1) != null) {
                        throw new IllegalStateException(file + " has two marks " + key);
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("run the tests in the directory of their module: " + source, e);
        }
        return new Marks(file, lines);
    }

    /** How a frame of this line ends, for example {@code (ThreadLeaks.java:20)}. */
    String place(String key) {
        Integer line = lines.get(key);
        if (line == null) {
            throw new NoSuchElementException(file + " has no mark " + key + " but " + lines.keySet());
        }
        return "(" + file + ":" + line + ")";
    }
}
