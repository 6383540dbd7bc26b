/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Site;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs all rules over a snapshot and makes findings of what they find, one per site and current stack. The scan thread
 * only.
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
        for (Rule rule : rules) {
            Map<Group, List<Tracked>> groups = new LinkedHashMap<>();
            for (Tracked task : rule.check(snapshot, threshold)) {
                groups.computeIfAbsent(Group.of(task), group -> new ArrayList<>())
                        .add(task);
            }
            for (List<Tracked> group : groups.values()) {
                if (!ignores.ignores(group)) {
                    findings.add(finding(rule, group));
                }
            }
        }
        findings.sort(Comparator.comparing(Finding::verdict)
                .thenComparing(finding -> finding.tasks().get(0).id()));
        return findings;
    }

    private static Finding finding(Rule rule, List<Tracked> group) {
        return new Finding(
                rule.verdict(),
                Fingerprints.of(rule.verdict(), group),
                group.size(),
                rule.explain(group),
                ReadyRule.of(group),
                group);
    }

    /** What tasks of one finding have in common. */
    private record Group(
            Site site,
            State state,
            @Nullable String waitName,
            List<StackTraceElement> frames,
            @Nullable String pool) {
        static Group of(Tracked task) {
            Site site = Site.of(task);
            // without a stack, the pool is all that tells where such tasks come from
            return new Group(site, task.state(), task.waitName(), task.frames(), site.captured() ? null : task.pool());
        }
    }
}
