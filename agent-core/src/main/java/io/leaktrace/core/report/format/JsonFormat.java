/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import com.google.gson.stream.JsonWriter;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.model.Counts;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.OriginTally;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports and dumps for programs: one object on one line. A key is never missing, what is unknown is null. */
public final class JsonFormat implements ReportFormat {
    /** Goes up when a key changes its meaning or goes away. */
    private static final int SCHEMA = 1;

    @Override
    public String report(Report report) {
        return written(json -> {
            json.name("schema").value(SCHEMA);
            json.name("number").value(report.number());
            json.name("at").value(report.snapshot().at().toString());
            counts(json, report.snapshot().counts());
            capture(json, report.capture());
            json.name("findings").beginArray();
            for (Finding finding : report.findings()) {
                finding(json, finding);
            }
            json.endArray();
            json.name("resolved").beginArray();
            for (Resolved resolved : report.resolved()) {
                resolved(json, resolved);
            }
            json.endArray();
        });
    }

    @Override
    public String dump(Snapshot snapshot, List<TaskGroup> shown, Omitted omitted) {
        return written(json -> {
            dumpHeader(json, snapshot);
            json.name("tasks").beginArray();
            TaskJson task = new TaskJson(json);
            for (TaskGroup group : shown) {
                for (Tracked member : group.tasks()) {
                    task.write(member);
                }
            }
            json.endArray();
            json.name("omitted").value(omitted.tasks());
        });
    }

    @Override
    public String sections(Snapshot snapshot, List<Section> shown, Omitted omitted) {
        return written(json -> {
            dumpHeader(json, snapshot);
            json.name("groups").beginArray();
            for (Section section : shown) {
                section(json, section);
            }
            json.endArray();
            json.name("omitted").value(omitted.tasks());
        });
    }

    /**
     * What a test has left behind.
     *
     * @param test its name, or null if it is not known
     * @param rule an ignore rule that silences it, or an empty text
     */
    public static String leak(@Nullable String test, String rule, TaskGroup group) {
        return written(json -> {
            json.name("test").value(test);
            json.name("count").value(group.tasks().size());
            json.name("ignoreRule").value(rule.isEmpty() ? null : rule);
            tasks(json, group.tasks());
        });
    }

    /**
     * What the tests of a run have left behind.
     *
     * @param leaks each as {@link #leak} has written it
     * @param stale ignore rules that matched nothing
     */
    public static String leaks(Instant at, long pid, List<String> leaks, List<String> stale) {
        return written(json -> {
            json.name("schema").value(SCHEMA);
            json.name("pid").value(pid);
            json.name("at").value(at.toString());
            json.name("leaks").beginArray();
            for (String leak : leaks) {
                json.jsonValue(leak);
            }
            json.endArray();
            json.name("staleIgnoreRules").beginArray();
            for (String rule : stale) {
                json.value(rule);
            }
            json.endArray();
        });
    }

    private static void dumpHeader(JsonWriter json, Snapshot snapshot) throws IOException {
        json.name("schema").value(SCHEMA);
        json.name("pid").value(snapshot.pid());
        json.name("at").value(snapshot.at().toString());
        counts(json, snapshot.counts());
    }

    private static void counts(JsonWriter json, Counts counts) throws IOException {
        json.name("counts").beginObject();
        json.name("total").value(counts.total());
        json.name("byState").beginObject();
        for (Map.Entry<State, Integer> entry : counts.byState().entrySet()) {
            json.name(entry.getKey().label()).value(entry.getValue());
        }
        json.endObject();
        json.name("byKind").beginObject();
        for (Map.Entry<Kind, Integer> entry : counts.byKind().entrySet()) {
            json.name(entry.getKey().label()).value(entry.getValue());
        }
        json.endObject();
        json.endObject();
    }

    private static void capture(JsonWriter json, CaptureStatus status) throws IOException {
        json.name("capture").beginObject();
        json.name("mode").value(status.mode());
        json.name("budget").jsonValue(decimal(status.budget()));
        json.name("costRatio").jsonValue(decimal(status.costRatio()));
        json.name("exact").value(status.exact());
        json.name("representative").value(status.representative());
        json.name("notCaptured").value(status.notCaptured());
        json.endObject();
    }

    /** To six decimals and without an exponent, which some readers do not know. */
    private static String decimal(double ratio) {
        BigDecimal rounded = BigDecimal.valueOf(ratio).setScale(6, RoundingMode.HALF_UP);
        return rounded.stripTrailingZeros().toPlainString();
    }

    private static void finding(JsonWriter json, Finding finding) throws IOException {
        json.beginObject();
        json.name("verdict").value(finding.verdict().label());
        json.name("fingerprint").value(finding.fingerprint());
        json.name("count").value(finding.count());
        json.name("summary").value(finding.summary());
        json.name("ignoreRule").value(finding.ignoreRule().isEmpty() ? null : finding.ignoreRule());
        tasks(json, finding.tasks());
        json.endObject();
    }

    private static void resolved(JsonWriter json, Resolved resolved) throws IOException {
        json.beginObject();
        json.name("verdict").value(resolved.verdict().label());
        json.name("fingerprint").value(resolved.fingerprint());
        json.name("taskId").value(resolved.taskId());
        json.name("ended").value(resolved.ended());
        json.name("afterMillis").value(resolved.afterMillis());
        json.endObject();
    }

    private static void section(JsonWriter json, Section section) throws IOException {
        long[] known = section.tasks().stream()
                .mapToLong(Tracked::blockedForMillis)
                .filter(millis -> millis >= 0)
                .sorted()
                .toArray();
        json.beginObject();
        json.name("by").value(section.by());
        json.name("key").value(section.key());
        json.name("count").value(section.tasks().size());
        json.name("representative").value(OriginTally.of(section.tasks()).representative());
        json.name("minMillis").value(known.length == 0 ? null : known[0]);
        json.name("maxMillis").value(known.length == 0 ? null : known[known.length - 1]);
        tasks(json, section.samples());
        json.endObject();
    }

    private static void tasks(JsonWriter json, List<Tracked> tasks) throws IOException {
        json.name("tasks").beginArray();
        TaskJson task = new TaskJson(json);
        for (Tracked member : tasks) {
            task.write(member);
        }
        json.endArray();
    }

    private static String written(Content content) {
        StringWriter text = new StringWriter();
        try {
            JsonWriter json = new JsonWriter(text);
            json.setSerializeNulls(true);
            json.beginObject();
            content.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private interface Content {
        void write(JsonWriter json) throws IOException;
    }
}
