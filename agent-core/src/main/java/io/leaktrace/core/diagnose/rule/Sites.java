/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose.rule;

import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Tracked;
import java.util.Comparator;
import java.util.List;

/** Words that rules share about where a task comes from. */
final class Sites {
    /** The task of a group that has been stuck longest; the group is not empty. */
    static Tracked longestBlocked(List<Tracked> group) {
        return group.stream()
                .max(Comparator.comparingLong(Tracked::blockedForMillis))
                .orElseThrow();
    }

    /** For example {@code created at com.acme.Orders.importAll(Orders.java:40)}. */
    static String created(Tracked task) {
        Creation creation = task.createdBy();
        if (creation == null || creation.frames().isEmpty()) {
            return "created before LeakTrace was attached";
        }
        StackTraceElement frame = creation.frames().get(0);
        String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return "created at " + frame.getClassName() + '.' + frame.getMethodName() + '(' + file + line + ')';
    }

    private Sites() {}
}
