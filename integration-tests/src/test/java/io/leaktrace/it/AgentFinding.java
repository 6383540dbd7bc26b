/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One finding of a report, as its JSON says. */
record AgentFinding(
        String verdict,
        String fingerprint,
        int count,
        String summary,
        @Nullable String ignoreRule,
        List<AgentTask> tasks) {
    static AgentFinding of(JsonObject json) {
        List<AgentTask> tasks = new ArrayList<>();
        json.getAsJsonArray("tasks").forEach(each -> tasks.add(AgentTask.of(each.getAsJsonObject())));
        return new AgentFinding(
                json.get("verdict").getAsString(),
                json.get("fingerprint").getAsString(),
                json.get("count").getAsInt(),
                json.get("summary").getAsString(),
                Json.string(json.get("ignoreRule")),
                tasks);
    }
}
