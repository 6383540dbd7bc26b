/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.OriginTally;
import io.leaktrace.core.model.Tracked;
import java.util.Comparator;
import java.util.List;

/** Words that rules share about tasks and where they come from. */
final class Sites {
    private static final int LISTED = 5;

    /** The task of a group that has been stuck longest; the group is not empty. */
    static Tracked longestBlocked(List<Tracked> group) {
        return group.stream()
                .max(Comparator.comparingLong(Tracked::blockedForMillis))
                .orElseThrow();
    }

    /** For example {@code created at com.acme.Orders.importAll(Orders.java:40)}; the group is of one site. */
    static String created(List<Tracked> group) {
        Creation creation = group.get(0).createdBy();
        if (creation == null) {
            return "created before LeakTrace was attached";
        }
        if (!creation.isCaptured()) {
            return "origin " + Creation.NOT_CAPTURED;
        }
        if (creation.frames().isEmpty()) {
            return "created by unknown code";
        }
        StackTraceElement frame = creation.frames().get(0);
        String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return "created at " + Frames.method(frame) + '(' + file + line + ')'
                + OriginTally.of(group).mark();
    }

    /** What to say of a task whose application was taken down; else nothing. */
    static String leftOver(Tracked task) {
        return task.isLeftOver() ? "left over from an application whose class loader was closed, " : "";
    }

    /** Whether a task waits for the result of another. */
    static boolean waitsForFuture(Tracked task) {
        String wait = String.valueOf(task.waitName());
        return wait.contains("Future.") || wait.contains("FutureTask.") || wait.startsWith("ForkJoin");
    }

    /** For example {@code task 42 "pool-1-thread-3"}. */
    static String named(Tracked task) {
        return "task " + task.id() + (task.name() == null ? "" : " \"" + task.name() + '"');
    }

    /** Some of these words, and how many more there are. */
    static String listed(List<String> words) {
        if (words.size() <= LISTED) {
            return String.join(", ", words);
        }
        return String.join(", ", words.subList(0, LISTED)) + " and " + (words.size() - LISTED) + " more";
    }

    private Sites() {}
}
