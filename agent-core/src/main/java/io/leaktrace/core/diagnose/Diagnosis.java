/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs all rules over a snapshot and makes findings of what they find. A task is in one finding only, the most serious:
 * one cause, one line. The scan thread only.
 */
public final class Diagnosis {
    private final List<Rule> rules;

    /** The rules, most serious verdict first. */
    public Diagnosis(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** What is wrong now; findings that a rule of {@code ignores} matches are left out. */
    public List<Finding> check(Snapshot snapshot, Duration threshold, Ignores ignores) {
        List<Finding> findings = new ArrayList<>();
        Set<Long> explained = new HashSet<>();
        WaitGraph graph = new WaitGraph(snapshot, threshold);
        for (Rule rule : rules) {
            for (Case found : rule.check(graph, explained)) {
                explain(found, snapshot, explained);
                if (!ignores.ignores(found.tasks(), found.count())) {
                    findings.add(finding(rule, found));
                }
            }
        }
        findings.sort(Comparator.comparing(Finding::verdict)
                .thenComparing(finding -> finding.tasks().get(0).id()));
        return findings;
    }

    /** That something is queued is no news beside a finding about those who wait for it. */
    private static void explain(Case found, Snapshot snapshot, Set<Long> explained) {
        if (found.count() > found.tasks().size()) {
            return; // a sample: what its tasks do is another matter
        }
        for (Tracked task : found.tasks()) {
            explained.add(task.id());
            Tracked awaited = found.explainsQueued() ? snapshot.waitedForBy(task) : null;
            if (awaited != null && awaited.state() == State.QUEUED) {
                explained.add(awaited.id());
            }
        }
    }

    private static Finding finding(Rule rule, Case found) {
        return new Finding(
                rule.verdict(),
                Fingerprints.of(rule.verdict(), found.tasks()),
                found.count(),
                found.summary(),
                ReadyRule.of(found.tasks()),
                found.tasks());
    }
}
