/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which hooks are in place, and why others are not. Written by transforming threads, read by any. No lambdas: it is
 * filled before {@code main}. */
final class Coverage {
    private final List<Target> rows = new ArrayList<>();
    private final Map<String, List<String>> missing = new LinkedHashMap<>();

    /** Expects every row to match; until it has, its hook is not active. */
    synchronized void expect(Target row) {
        List<String> problems = missing.get(row.hook());
        if (problems == null) {
            problems = new ArrayList<>();
            missing.put(row.hook(), problems);
        }
        problems.add(row.type() + " not transformed");
        rows.add(row);
    }

    /** Notes the outcome of weaving one row into its class. */
    synchronized void woven(Target row, int methods) {
        List<String> problems = missing.get(row.hook());
        if (problems != null) {
            problems.remove(row.type() + " not transformed");
            if (methods == 0) {
                problems.add("no such method in " + row.type());
            }
        }
    }

    /** Notes that a class could not be woven at all, or was and the JVM did not take it. */
    synchronized void failed(String type, Throwable cause) {
        for (Target row : rows) {
            List<String> problems = missing.get(row.hook());
            if (row.type().equals(type) && problems != null) {
                problems.remove(type + " not transformed");
                problems.add(type + ": " + cause);
            }
        }
    }

    /** For example {@code 12/12 hooks active}. */
    synchronized String line() {
        List<String> gaps = new ArrayList<>();
        for (Map.Entry<String, List<String>> hook : missing.entrySet()) {
            if (!hook.getValue().isEmpty()) {
                gaps.add(hook.getKey() + " (" + hook.getValue().get(0) + ")");
            }
        }
        String line = (missing.size() - gaps.size()) + "/" + missing.size() + " hooks active";
        return gaps.isEmpty() ? line : line + "; missing: " + String.join(", ", gaps);
    }
}
