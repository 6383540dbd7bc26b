/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.AgentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Include and exclude: a task is tracked if any frame of its origin, or its own class, matches. If its origin was not
 * captured, its current stack is asked instead, and if that too has nothing to say, it is not left out by {@code
 * include}: nobody knows that it does not match. One instance per scan.
 */
final class Filter {
    private final List<Pattern> include;
    private final List<Pattern> exclude;

    Filter(AgentOptions options) {
        this.include = patterns(options.include());
        this.exclude = patterns(options.exclude());
    }

    boolean accepts(Task task, Tracked row) {
        if (include.isEmpty() && exclude.isEmpty()) {
            return true;
        }
        Object object = task.subject();
        Creation creation = row.createdBy();
        boolean captured = creation == null || creation.isCaptured();
        List<StackTraceElement> frames = creation == null ? List.of() : captured ? creation.frames() : row.frames();
        List<String> names = new ArrayList<>();
        if (object != null) {
            names.add(object.getClass().getName());
        }
        frames.forEach(frame -> names.add(frame.getClassName()));
        boolean unknown = !captured && (object == null || Frames.isJdk(object.getClass())) && areJdk(frames);
        return (include.isEmpty() || unknown || matches(include, names)) && !matches(exclude, names);
    }

    private static boolean areJdk(List<StackTraceElement> frames) {
        return frames.stream().allMatch(Frames::isJdk);
    }

    private static boolean matches(List<Pattern> patterns, List<String> names) {
        return patterns.stream()
                .anyMatch(pattern ->
                        names.stream().anyMatch(name -> pattern.matcher(name).matches()));
    }

    /** {@code com.acme} is a prefix and means the package and all below; with a star it is a glob of the whole name. */
    private static List<Pattern> patterns(List<String> globs) {
        List<Pattern> patterns = new ArrayList<>();
        for (String glob : globs) {
            String[] parts = glob.split("\\*", -1);
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < parts.length; i++) {
                regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
            }
            patterns.add(Pattern.compile(glob.contains("*") ? regex.toString() : regex + "([.$].*)?"));
        }
        return patterns;
    }
}
