/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One report of the agent's log in JSON. */
record AgentReport(
        long number,
        String at,
        Map<String, Integer> byState,
        Map<String, Integer> byKind,
        List<AgentFinding> findings,
        List<JsonObject> resolved) {

    /** Every complete report in the log; none if there is no such file. Lines that are no JSON fail. */
    static List<AgentReport> readAll(Path log) throws IOException {
        List<AgentReport> reports = new ArrayList<>();
        if (!Files.exists(log)) {
            return reports;
        }
        String text = Files.readString(log);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            if (!line.isBlank()) {
                reports.add(of(line));
            }
        }
        return reports;
    }

    static AgentReport of(String line) {
        JsonObject json = Json.parse(line);
        List<AgentFinding> findings = new ArrayList<>();
        json.getAsJsonArray("findings").forEach(each -> findings.add(AgentFinding.of(each.getAsJsonObject())));
        List<JsonObject> resolved = new ArrayList<>();
        json.getAsJsonArray("resolved").forEach(each -> resolved.add(each.getAsJsonObject()));
        JsonObject counts = json.getAsJsonObject("counts");
        return new AgentReport(
                json.get("number").getAsLong(),
                json.get("at").getAsString(),
                Json.counts(counts, "byState"),
                Json.counts(counts, "byKind"),
                findings,
                resolved);
    }
}
