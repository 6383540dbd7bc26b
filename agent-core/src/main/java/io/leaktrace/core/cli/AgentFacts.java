/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.leaktrace.core.option.Durations;
import io.leaktrace.core.option.Percentages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the agent in a target says of itself and of the tasks it watches.
 *
 * @param values single values by the name of their attribute
 */
record AgentFacts(
        Map<String, @Nullable Object> values,
        Map<String, Object> byKind,
        Map<String, Object> byState,
        List<String> staleIgnoreRules) {
    private static final List<String> ATTRIBUTES = List.of(
            "Version",
            "Coverage",
            "Threshold",
            "Interval",
            "Capture",
            "Budget",
            "LiveTasks",
            "CreatedTasks",
            "EndedTasks",
            "ReportsWritten",
            "SuppressedFailures",
            "CaptureCostRatio",
            "ExactOrigins",
            "RepresentativeOrigins",
            "NotCapturedOrigins",
            "RepresentativeRatio",
            "RegistryBytes");

    static @Nullable AgentFacts read(@Nullable AgentBean agent) throws CommandFailure {
        if (agent == null) {
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String attribute : ATTRIBUTES) {
            values.put(attribute, agent.attribute(attribute));
        }
        List<String> stale = new ArrayList<>();
        if (agent.attribute("StaleIgnoreRules") instanceof String[] rules) {
            stale.addAll(List.of(rules));
        }
        return new AgentFacts(values, agent.map("TasksByKind"), agent.map("TasksByState"), stale);
    }

    void rows(TextTable table) {
        table.row("leaktrace", value("Version") + ", " + value("Coverage"));
        table.row(
                "options",
                "threshold " + duration("Threshold") + ", interval " + duration("Interval") + ", capture "
                        + value("Capture") + ", budget " + value("Budget"));
        table.row(
                "tasks",
                value("LiveTasks") + " live, " + value("CreatedTasks") + " created, " + value("EndedTasks") + " ended");
        table.row("by state", list(byState));
        table.row("by kind", list(byKind));
        table.row("reports", value("ReportsWritten") + " written");
        table.row("failures", value("SuppressedFailures") + " suppressed inside LeakTrace");
        table.row("origins", origins());
        table.row("cost", cost());
        table.row("stale ignore rules", staleIgnoreRules.isEmpty() ? "none" : staleIgnoreRules.get(0));
        for (int i = 1; i < staleIgnoreRules.size(); i++) {
            table.row("", staleIgnoreRules.get(i));
        }
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
            String key = entry.getKey().substring(0, 1).toLowerCase(Locale.ROOT)
                    + entry.getKey().substring(1);
            Object value = entry.getValue();
            if (value instanceof Number number) {
                json.addProperty(key, number);
            } else {
                json.addProperty(key, value == null ? null : value.toString());
            }
        }
        json.add("tasksByState", object(byState));
        json.add("tasksByKind", object(byKind));
        JsonArray stale = new JsonArray();
        staleIgnoreRules.forEach(stale::add);
        json.add("staleIgnoreRules", stale);
        return json;
    }

    /** How many creating stacks are the task's own, and how many are not. */
    private String origins() {
        if (values.get("ExactOrigins") == null) {
            return "unknown";
        }
        long exact = number("ExactOrigins");
        long representative = number("RepresentativeOrigins");
        long notCaptured = number("NotCapturedOrigins");
        long all = exact + representative + notCaptured;
        return exact + " exact" + share(exact, all)
                + ", " + representative + " representative of site" + share(representative, all)
                + ", " + notCaptured + " not captured (over budget)";
    }

    private static String share(long some, long all) {
        return all == 0 ? "" : " (" + Percentages.text((double) some / all) + ")";
    }

    private String cost() {
        String share = values.get("CaptureCostRatio") instanceof Number ratio
                ? Percentages.text(ratio.doubleValue())
                : "unknown";
        String bound = "auto".equals(values.get("Capture")) ? " (budget " + value("Budget") + ")" : "";
        String bytes =
                values.get("RegistryBytes") instanceof Number number ? number.longValue() / 1024 + " KB" : "unknown";
        return "capturing " + share + " of one core" + bound + ", registry " + bytes;
    }

    private long number(String attribute) {
        return values.get(attribute) instanceof Number number ? number.longValue() : 0;
    }

    /** As it is typed, not as JMX writes it. */
    private String duration(String attribute) {
        Duration duration = Durations.parse(value(attribute));
        return duration == null ? value(attribute) : Durations.exact(duration);
    }

    private String value(String attribute) {
        Object value = values.get(attribute);
        return value == null ? "unknown" : value.toString();
    }

    private static String list(Map<String, Object> numbers) {
        return numbers.isEmpty()
                ? "none"
                : numbers.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static JsonObject object(Map<String, Object> numbers) {
        JsonObject json = new JsonObject();
        numbers.forEach((key, value) -> {
            if (value instanceof Number number) {
                json.addProperty(key, number);
            } else {
                json.add(key, JsonNull.INSTANCE);
            }
        });
        return json;
    }
}
