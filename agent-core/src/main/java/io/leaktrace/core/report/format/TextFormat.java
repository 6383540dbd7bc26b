/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.Durations;
import java.util.List;
import java.util.function.IntSupplier;

/** Reports and dumps for people, in the manner of goroutine dumps and {@code jstack}. */
public final class TextFormat implements ReportFormat {
    private final IntSupplier suppressedFailures;

    /** Shows in each report how many failures the agent has swallowed, if any. */
    public TextFormat(IntSupplier suppressedFailures) {
        this.suppressedFailures = suppressedFailures;
    }

    @Override
    public String report(Report report) {
        Snapshot snapshot = report.snapshot();
        StringBuilder out = new StringBuilder("leaktrace report #")
                .append(report.number())
                .append(" at ")
                .append(snapshot.at())
                .append(": ")
                .append(TaskWords.count(report.findings().size(), "finding"))
                .append(", ")
                .append(TaskWords.counts(snapshot.counts()))
                .append(CaptureWords.origins(report.capture()))
                .append(CaptureWords.cost(report.capture()));
        int failures = suppressedFailures.getAsInt();
        if (failures > 0) {
            out.append(", ").append(TaskWords.count(failures, "failure")).append(" suppressed");
        }
        out.append('\n');
        findings(out, report.findings(), snapshot);
        if (!report.resolved().isEmpty()) {
            out.append('\n');
        }
        for (Resolved resolved : report.resolved()) {
            out.append(line(resolved)).append('\n');
        }
        return finished(out);
    }

    /** Findings alone, without a header; the snapshot has the tasks that their waits lead to. */
    public String findings(List<Finding> findings, Snapshot snapshot) {
        StringBuilder out = new StringBuilder();
        findings(out, findings, snapshot);
        return finished(out).strip();
    }

    @Override
    public String dump(Snapshot snapshot, List<TaskGroup> shown, Omitted omitted) {
        StringBuilder out = dumpHeader(snapshot, omitted);
        TaskBlock block = new TaskBlock(out, snapshot);
        for (TaskGroup group : shown) {
            out.append('\n');
            block.print(group);
        }
        return finished(limit(out, omitted, "block"));
    }

    @Override
    public String sections(Snapshot snapshot, List<Section> shown, Omitted omitted) {
        StringBuilder out = dumpHeader(snapshot, omitted);
        TaskBlock block = new TaskBlock(out, snapshot);
        for (Section section : shown) {
            List<Tracked> tasks = section.tasks();
            String time = TaskWords.blockedFor(tasks);
            out.append('\n').append(section.by()).append(' ').append(TaskWords.oneLine(section.key()));
            out.append(" ×")
                    .append(tasks.size())
                    .append(time.isEmpty() ? "" : ", " + time)
                    .append(section.mark())
                    .append(":\n");
            List<Tracked> samples = section.samples();
            for (Tracked sample : samples) {
                block.print(new TaskGroup(List.of(sample)));
            }
            if (tasks.size() > samples.size()) {
                out.append("and ")
                        .append(TaskWords.count(tasks.size() - samples.size(), "more task"))
                        .append('\n');
            }
        }
        return finished(limit(out, omitted, "group"));
    }

    /** One task in full. */
    public String task(Snapshot snapshot, Tracked task) {
        return block(new TaskGroup(List.of(task)), snapshot);
    }

    /** A group of tasks; the snapshot has the tasks that their waits lead to. */
    public static String block(TaskGroup group, Snapshot snapshot) {
        StringBuilder out = new StringBuilder();
        new TaskBlock(out, snapshot).print(group);
        return finished(out);
    }

    /** A finding in one line, without its tasks. */
    public static String line(Finding finding) {
        String times = finding.count() == 1 ? "" : " ×" + finding.count();
        return finding.verdict().label() + times + ": " + TaskWords.oneLine(finding.summary());
    }

    private static String line(Resolved resolved) {
        return "resolved: task " + resolved.taskId() + (resolved.ended() ? " ended" : " went on") + " after "
                + Durations.text(resolved.afterMillis());
    }

    private static void findings(StringBuilder out, List<Finding> findings, Snapshot snapshot) {
        TaskBlock block = new TaskBlock(out, snapshot);
        for (Finding finding : findings) {
            out.append('\n').append(line(finding)).append('\n');
            TaskGroup.of(finding.tasks()).forEach(block::print);
            if (!finding.ignoreRule().isEmpty()) {
                out.append("to silence: ").append(finding.ignoreRule()).append('\n');
            }
        }
    }

    private static StringBuilder dumpHeader(Snapshot snapshot, Omitted omitted) {
        StringBuilder out = new StringBuilder("leaktrace dump at ")
                .append(snapshot.at())
                .append(": ")
                .append(TaskWords.counts(snapshot.counts()))
                .append('\n');
        if (omitted.unmatched() > 0) {
            int matched = snapshot.tasks().size() - omitted.unmatched();
            out.append(matched).append(" of them passed the filter\n");
        }
        return out;
    }

    private static StringBuilder limit(StringBuilder out, Omitted omitted, String noun) {
        if (omitted.tasks() > 0) {
            out.append("\nleft out by the limit: ")
                    .append(TaskWords.count(omitted.blocks(), noun))
                    .append(" with ")
                    .append(TaskWords.count(omitted.tasks(), "task"))
                    .append('\n');
        }
        return out;
    }

    private static String finished(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '\n') {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }
}
