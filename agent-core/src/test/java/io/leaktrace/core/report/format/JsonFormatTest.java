/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import static io.leaktrace.core.report.TaskFixture.AT;
import static io.leaktrace.core.report.TaskFixture.finding;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.report;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonFormatTest {
    private final JsonFormat format = new JsonFormat();

    @Test
    void writesEveryKeyAndNullForTheUnknown() {
        JsonObject bare =
                firstTask(snapshot(task(1).state(State.QUEUED, null).blocked(-1).made()));

        assertThat(bare.keySet())
                .containsExactly(
                        "id",
                        "kind",
                        "name",
                        "state",
                        "wait",
                        "blockedForMillis",
                        "ageMillis",
                        "thread",
                        "pool",
                        "labels",
                        "frames",
                        "waitingOn",
                        "createdBy",
                        "ancestors");
        assertThat(bare.entrySet().stream()
                        .filter(entry -> entry.getValue().isJsonNull())
                        .map(entry -> entry.getKey()))
                .containsExactly("name", "wait", "blockedForMillis", "thread", "pool", "waitingOn", "createdBy");
        assertThat(bare.get("state").getAsString()).isEqualTo("queued");
        assertThat(bare.get("kind").getAsString()).isEqualTo("executor-task");
    }

    @Test
    void writesWhatIsKnownAboutWaitAndOrigin() {
        JsonObject task = firstTask(snapshot(order(42)
                .label("test", "X")
                .waitingOn("java.lang.Object", "ff", 57, "holder")
                .ancestor(0, null, own("com.acme.Main", "main", 12))
                .made()));

        assertThat(task.get("waitingOn").toString())
                .isEqualTo(
                        "{\"class\":\"java.lang.Object\",\"identity\":\"ff\",\"ownerTask\":57,\"ownerName\":\"holder\"}");
        assertThat(task.get("createdBy").toString())
                .isEqualTo(
                        "{\"exact\":true,\"representativeOf\":null,\"frames\":[\"com.acme.Orders.importAll(Orders.java:40)\"],\"taskId\":7,"
                                + "\"threadName\":\"http-8080-exec-3\",\"at\":\"2026-11-20T10:12:55Z\"}");
        assertThat(task.get("ancestors")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("taskId")
                        .isJsonNull())
                .isTrue();
        assertThat(task.get("labels").toString()).isEqualTo("{\"test\":\"X\"}");
        assertThat(task.get("frames").toString())
                .isEqualTo("[\"jdk.internal.misc.Unsafe.park(java.base@25/Native Method)\","
                        + "\"com.acme.Orders.load(Orders.java:52)\"]");
    }

    @Test
    void tellsARepresentativeStackAndNoneFromAnExactOne() {
        JsonObject task = firstTask(snapshot(order(42)
                .representative(4096)
                .ancestor(Creation.notCaptured(3, "timer", AT))
                .made()));

        assertThat(task.get("createdBy").toString())
                .isEqualTo("{\"exact\":false,\"representativeOf\":4096,"
                        + "\"frames\":[\"com.acme.Orders.importAll(Orders.java:40)\"],\"taskId\":7,"
                        + "\"threadName\":\"http-8080-exec-3\",\"at\":\"2026-11-20T10:12:55Z\"}");
        assertThat(task.getAsJsonArray("ancestors").get(0).toString())
                .isEqualTo("{\"exact\":false,\"representativeOf\":null,\"frames\":[],\"taskId\":3,"
                        + "\"threadName\":\"timer\",\"at\":\"2026-11-20T10:15:00Z\"}");
    }

    @Test
    void writesDumpsWithCountsAndWhatWasLeftOut() {
        Snapshot snapshot =
                snapshot(task(1).made(), task(2).state(State.IDLE, "x").made());

        String json = format.dump(snapshot, List.of(), new Omitted(0, 2, 2));

        assertThat(json)
                .isEqualTo("{\"schema\":1,\"pid\":4711,\"at\":\"2026-11-20T10:15:00Z\",\"counts\":{\"total\":2,"
                        + "\"byState\":{\"waiting\":1,\"idle\":1},\"byKind\":{\"executor-task\":2}},"
                        + "\"tasks\":[],\"omitted\":2}");
    }

    @Test
    void writesAReportOnOneLine() {
        Tracked stuck = order(42).name("two\nlines").made();
        Report report = report(
                3,
                snapshot(stuck),
                List.of(new Finding(Verdict.OWNER_DEAD, "f1", 1, "its owner ended", "", List.of(stuck))),
                List.of(new Resolved(Verdict.BLOCKED, "f0", 40, false, 190_000)));

        JsonObject json = object(format.report(report));

        assertThat(format.report(report)).doesNotContain("\n");
        assertThat(json.keySet())
                .containsExactly("schema", "number", "at", "counts", "capture", "findings", "resolved");
        assertThat(json.get("capture").toString())
                .isEqualTo(
                        "{\"mode\":\"auto\",\"budget\":0.01,\"costRatio\":0.0042,\"exact\":972,\"representative\":28,"
                                + "\"notCaptured\":0}");
        JsonObject finding = json.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(finding.keySet())
                .containsExactly("verdict", "fingerprint", "count", "summary", "ignoreRule", "tasks");
        assertThat(finding.get("verdict").getAsString()).isEqualTo("OWNER-DEAD");
        assertThat(finding.get("ignoreRule").isJsonNull()).isTrue();
        assertThat(json.get("resolved").toString())
                .isEqualTo("[{\"verdict\":\"BLOCKED\",\"fingerprint\":\"f0\",\"taskId\":40,\"ended\":false,"
                        + "\"afterMillis\":190000}]");
    }

    @Test
    void writesRatiosWithoutAnExponent() {
        assertThat(capture(new CaptureStatus("full", 0.0001, 2.785103816786086E-4, 1, 0, 0)))
                .contains("\"budget\":0.0001,\"costRatio\":0.000279,");
        assertThat(capture(new CaptureStatus("auto", 1, 1e-9, 1, 0, 0))).contains("\"budget\":1,\"costRatio\":0,");
        assertThat(capture(new CaptureStatus("auto", 0.5, 100, 1, 0, 0))).contains("\"budget\":0.5,\"costRatio\":100,");
    }

    @Test
    void agreesWithTheTextOfTheSameReport() {
        Tracked first = order(42).waitingOn("java.lang.Object", "a", 43, null).made();
        Tracked second = order(43).at(own("com.acme.Stock", "take", 9)).made();
        Report report = report(
                12,
                snapshot(first, second, task(44).state(State.IDLE, "x").made()),
                List.of(finding(Verdict.DEADLOCK, "f1", first, second), finding(Verdict.BLOCKED, "f2", second)),
                List.of(new Resolved(Verdict.BLOCKED, "f0", 40, true, 190_000)));

        String text = new TextFormat(() -> 0).report(report);
        JsonObject json = object(format.report(report));

        assertThat(text)
                .startsWith("leaktrace report #" + json.get("number") + " at "
                        + json.get("at").getAsString() + ": "
                        + json.getAsJsonArray("findings").size() + " findings, "
                        + json.getAsJsonObject("counts").get("total") + " tasks");
        int at = 0;
        for (JsonElement element : json.getAsJsonArray("findings")) {
            JsonObject finding = element.getAsJsonObject();
            int count = finding.get("count").getAsInt();
            at = text.indexOf(
                    "\n" + finding.get("verdict").getAsString() + (count == 1 ? "" : " ×" + count) + ": "
                            + finding.get("summary").getAsString() + "\n",
                    at);
            assertThat(at).isPositive();
            for (JsonElement member : finding.getAsJsonArray("tasks")) {
                JsonObject task = member.getAsJsonObject();
                int block = text.indexOf(
                        "\ntask " + task.get("id") + " \"" + task.get("name").getAsString() + "\" "
                                + task.get("kind").getAsString() + " ["
                                + task.get("state").getAsString() + ": "
                                + task.get("wait").getAsString() + ", 2m05s]",
                        at);
                assertThat(block).isPositive();
                String body = text.substring(block);
                task.getAsJsonArray("frames")
                        .forEach(frame -> assertThat(body).contains("\tat " + frame.getAsString()));
            }
            assertThat(text.indexOf("to silence: " + finding.get("ignoreRule").getAsString(), at))
                    .isPositive();
        }
        assertThat(text).endsWith("resolved: task 40 ended after 3m10s");
    }

    private JsonObject firstTask(Snapshot snapshot) {
        String json = format.dump(snapshot, TaskGroup.of(snapshot.tasks()), new Omitted(0, 0, 0));
        return object(json).getAsJsonArray("tasks").get(0).getAsJsonObject();
    }

    private String capture(CaptureStatus status) {
        return format.report(new Report(1, snapshot(), status, List.of(), List.of()));
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
