/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A dump of every live task, as its JSON says. */
record AgentDump(
        long pid, Map<String, Integer> byState, Map<String, Integer> byKind, List<AgentTask> tasks, String text) {
    static AgentDump of(String text) {
        JsonObject json = Json.parse(text);
        List<AgentTask> tasks = new ArrayList<>();
        json.getAsJsonArray("tasks").forEach(each -> tasks.add(AgentTask.of(each.getAsJsonObject())));
        JsonObject counts = json.getAsJsonObject("counts");
        return new AgentDump(
                json.get("pid").getAsLong(),
                Json.counts(counts, "byState"),
                Json.counts(counts, "byKind"),
                tasks,
                text);
    }

    /** The only task of this kind that was created at this place. */
    AgentTask task(String kind, String createdAt) {
        List<AgentTask> found = tasks.stream()
                .filter(t -> t.kind().equals(kind) && t.createdAt().contains(createdAt))
                .toList();
        if (found.size() != 1) {
            throw new NoSuchElementException(
                    found.size() + " tasks of kind " + kind + " created at " + createdAt + " in " + describe());
        }
        return found.get(0);
    }

    /** The task with this id. */
    AgentTask task(long id) {
        return tasks.stream()
                .filter(t -> t.id() == id)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no task " + id + " in " + describe()));
    }

    /** One line per task. */
    String describe() {
        StringBuilder lines = new StringBuilder();
        for (AgentTask task : tasks) {
            lines.append("\n  ").append(Described.task(task));
        }
        return lines.toString();
    }
}
