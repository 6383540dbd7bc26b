/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One task of a dump or report, as its JSON says. */
record AgentTask(
        long id,
        String kind,
        @Nullable String name,
        String state,
        @Nullable String waitName,
        long blockedForMillis,
        long ageMillis,
        @Nullable String thread,
        @Nullable String pool,
        Map<String, String> labels,
        List<String> frames,
        @Nullable WaitingOn waitingOn,
        @Nullable Origin createdBy,
        List<Origin> ancestors) {

    /** The object it waits on. */
    record WaitingOn(
            String className,
            String identity,
            long ownerTask,
            @Nullable String ownerName) {}

    /** Where it, or an ancestor, was created. */
    record Origin(
            boolean exact,
            long representativeOf,
            List<String> frames,
            long taskId,
            @Nullable String threadName,
            @Nullable String at) {
        /** The innermost frame, or nothing. */
        String top() {
            return frames.isEmpty() ? "" : frames.get(0);
        }

        static Origin of(JsonObject json) {
            return new Origin(
                    json.get("exact").getAsBoolean(),
                    Json.number(json.get("representativeOf"), 0),
                    Json.strings(json.get("frames")),
                    Json.number(json.get("taskId"), 0),
                    Json.string(json.get("threadName")),
                    Json.string(json.get("at")));
        }
    }

    /** The innermost frame of its origin, or nothing. */
    String createdAt() {
        return createdBy == null ? "" : createdBy.top();
    }

    static AgentTask of(JsonObject json) {
        List<Origin> ancestors = new ArrayList<>();
        json.getAsJsonArray("ancestors").forEach(each -> ancestors.add(Origin.of(each.getAsJsonObject())));
        Map<String, String> labels = new TreeMap<>();
        json.getAsJsonObject("labels").entrySet().forEach(e -> labels.put(e.getKey(), Json.text(e.getValue())));
        return new AgentTask(
                json.get("id").getAsLong(),
                json.get("kind").getAsString(),
                Json.string(json.get("name")),
                json.get("state").getAsString(),
                Json.string(json.get("wait")),
                Json.number(json.get("blockedForMillis"), -1),
                Json.number(json.get("ageMillis"), -1),
                Json.string(json.get("thread")),
                Json.string(json.get("pool")),
                labels,
                Json.strings(json.get("frames")),
                json.get("waitingOn").isJsonNull() ? null : waitingOn(json.getAsJsonObject("waitingOn")),
                json.get("createdBy").isJsonNull() ? null : Origin.of(json.getAsJsonObject("createdBy")),
                ancestors);
    }

    private static WaitingOn waitingOn(JsonObject json) {
        return new WaitingOn(
                json.get("class").getAsString(),
                json.get("identity").getAsString(),
                Json.number(json.get("ownerTask"), 0),
                Json.string(json.get("ownerName")));
    }
}
