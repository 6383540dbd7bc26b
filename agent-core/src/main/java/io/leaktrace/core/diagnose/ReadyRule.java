/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes the ignore rule that a user can copy from a report to silence one finding; any thread may call. */
public final class ReadyRule {
    /**
     * The most telling rule that silences all these tasks: their creator outside the JDK, else their name with {@code
     * *} for numbers, else where they are. If no single rule covers them all, the first task's; empty if nothing at all
     * is known.
     */
    public static String of(List<Tracked> tasks) {
        String first = "";
        if (!tasks.isEmpty()) {
            for (String rule : candidates(tasks.get(0))) {
                if (covers(rule, tasks)) {
                    return rule;
                }
                first = first.isEmpty() ? rule : first;
            }
        }
        return first;
    }

    private static List<String> candidates(Tracked task) {
        List<String> rules = new ArrayList<>();
        Creation creation = task.createdBy();
        List<StackTraceElement> origin = creation == null ? List.of() : creation.frames();
        addAll(rules, "created:", origin, false);
        if (creation != null && !creation.isCaptured()) {
            // it is one of a pool's many tasks: the name of the thread would silence the others too
            addAll(rules, "frame:", task.frames(), false);
        }
        if (task.name() != null && !task.name().isBlank()) {
            rules.add("name:" + written(task.name()));
        }
        addAll(rules, "frame:", task.frames(), false);
        if (task.pool() != null && !task.pool().isBlank()) {
            rules.add("pool:" + written(task.pool()));
        }
        addAll(rules, "created:", origin, true);
        addAll(rules, "frame:", task.frames(), true);
        return rules;
    }

    private static void addAll(List<String> rules, String subject, List<StackTraceElement> frames, boolean jdk) {
        for (StackTraceElement frame : frames) {
            if (Frames.isJdk(frame) == jdk) {
                rules.add(subject + MethodNames.stable(frame));
            }
        }
    }

    /** A name as a glob: white space and what a rule would read as a comment or a condition become {@code *}. */
    private static String written(String name) {
        return MethodNames.stable(name)
                .replaceAll("^\\s+|\\s+$|\\s+(?=#|state:|kind:|max:|until:)|[\\p{Cntrl}]+", "*")
                .replaceAll("^#", "*")
                .replaceAll("\\*+", "*");
    }

    private static boolean covers(String text, List<Tracked> tasks) {
        try {
            IgnoreRule rule = IgnoreRule.parse(text);
            return rule != null && rule.ignores(tasks, tasks.size(), LocalDate.EPOCH);
        } catch (OptionException e) {
            return false;
        }
    }

    private ReadyRule() {}
}
