/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tasks and findings in one line each, for the messages of failing tests. */
final class Described {
    static String task(AgentTask task) {
        return "task " + task.id() + " \"" + task.name() + "\" " + task.kind() + " [" + task.state() + ": "
                + task.waitName() + ", " + task.blockedForMillis() + " ms] labels " + task.labels() + " thread "
                + task.thread() + " at "
                + (task.frames().isEmpty() ? "-" : task.frames().get(0)) + ", created by "
                + task.createdAt();
    }

    /** Findings of several reports, each only as it was reported last. */
    static String findings(Collection<AgentFinding> findings) {
        Map<String, AgentFinding> latest = new LinkedHashMap<>();
        findings.forEach(finding -> latest.put(finding.fingerprint(), finding));
        return latest.values().stream()
                .map(f -> "\n  " + f.verdict() + " x" + f.count() + " " + f.summary()
                        + f.tasks().stream().map(t -> "\n    " + task(t)).collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private Described() {}
}
