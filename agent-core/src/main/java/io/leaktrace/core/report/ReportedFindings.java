/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was reported and has not ended: numbers and names only, no tasks. For the one thread that reports. */
final class ReportedFindings {
    private final Map<String, Entry> byFingerprint = new HashMap<>();
    private final Map<Long, Stuck> byTask = new HashMap<>();

    /** The findings that are to be written now: new, changed, or unwritten for as long as {@code repeat}. */
    List<Finding> due(Instant at, List<Finding> findings, Duration repeat) {
        // a fingerprint leaves out what differs between runs, so that two findings of one scan may share it
        Map<String, List<Finding>> current = new LinkedHashMap<>();
        for (Finding finding : findings) {
            current.computeIfAbsent(finding.fingerprint(), key -> new ArrayList<>(1))
                    .add(finding);
        }
        byFingerprint.keySet().retainAll(current.keySet());
        Set<String> due = new HashSet<>();
        current.forEach((fingerprint, members) -> {
            Entry now = Entry.of(at, members);
            Entry before = byFingerprint.get(fingerprint);
            if (before == null || !before.sameAs(now) || !before.isYoungerThan(repeat, at)) {
                byFingerprint.put(fingerprint, now);
                due.add(fingerprint);
            }
        });
        return findings.stream()
                .filter(finding -> due.contains(finding.fingerprint()))
                .toList();
    }

    /** The tasks of earlier findings that are in none now, because they went on or ended; each is told once. */
    List<Resolved> resolved(Snapshot snapshot, List<Finding> findings) {
        Map<Long, Stuck> stuckNow = new HashMap<>();
        Set<Long> abandoned = new HashSet<>();
        for (Finding finding : findings) {
            for (Tracked task : finding.isSample() ? List.<Tracked>of() : finding.tasks()) {
                if (finding.verdict() == Verdict.ABANDONED) {
                    abandoned.add(task.id()); // it is over, but nothing is resolved
                } else {
                    stuckNow.putIfAbsent(task.id(), Stuck.of(finding, task));
                }
            }
        }
        List<Long> gone = byTask.keySet().stream()
                .filter(id -> !stuckNow.containsKey(id) && !abandoned.contains(id))
                .sorted()
                .toList();
        List<Resolved> resolved = new ArrayList<>();
        if (!gone.isEmpty()) {
            Map<Long, Tracked> alive = snapshot.byId();
            for (Long id : gone) {
                Stuck before = byTask.get(id);
                Tracked task = alive.get(id);
                if (before != null && !before.goesOnIn(task)) {
                    resolved.add(new Resolved(
                            before.verdict(), before.fingerprint(), id, task == null, before.stuckMillis()));
                }
            }
        }
        byTask.clear();
        byTask.putAll(stuckNow);
        return resolved;
    }

    void clear() {
        byFingerprint.clear();
        byTask.clear();
    }

    private record Entry(
            Instant writtenAt, int count, @Nullable Set<Long> tasks) {
        static Entry of(Instant at, List<Finding> findings) {
            int count = 0;
            boolean samples = false;
            Set<Long> tasks = new HashSet<>();
            for (Finding finding : findings) {
                count += finding.count();
                finding.tasks().forEach(task -> tasks.add(task.id()));
                samples |= finding.isSample();
            }
            return new Entry(at, count, samples ? null : tasks);
        }

        /** Of a sample only the number counts, and that only once it is twice as large: else each scan would write it. */
        boolean sameAs(Entry other) {
            return tasks == null ? other.count < 2 * count : count == other.count && tasks.equals(other.tasks);
        }

        boolean isYoungerThan(Duration age, Instant now) {
            // measured by the clock on the wall, which may have been set back
            return Duration.between(writtenAt, now).abs().compareTo(age) < 0;
        }
    }

    private record Stuck(
            Verdict verdict, String fingerprint, @Nullable String waitName, long blockedMillis, long ageMillis) {
        static Stuck of(Finding finding, Tracked task) {
            return new Stuck(
                    finding.verdict(),
                    finding.fingerprint(),
                    task.waitName(),
                    task.blockedForMillis(),
                    task.ageMillis());
        }

        long stuckMillis() {
            return blockedMillis < 0 ? ageMillis : blockedMillis;
        }

        /** Whether it is stuck as before, only no longer a finding: a new ignore rule or a longer threshold. */
        boolean goesOnIn(@Nullable Tracked task) {
            return task != null && task.isStillIn(waitName, blockedMillis);
        }
    }
}
