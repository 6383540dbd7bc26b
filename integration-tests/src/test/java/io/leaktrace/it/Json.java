/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads values out of the agent's JSON; null stands for unknown there. */
final class Json {
    static JsonObject parse(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    static @Nullable String string(JsonElement element) {
        return element.isJsonNull() ? null : element.getAsString();
    }

    static String text(JsonElement element) {
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }

    static long number(JsonElement element, long unknown) {
        return element.isJsonNull() ? unknown : element.getAsLong();
    }

    static List<String> strings(JsonElement array) {
        List<String> strings = new ArrayList<>();
        array.getAsJsonArray().forEach(each -> strings.add(each.getAsString()));
        return strings;
    }

    /** The counts of a report or dump, with a prefix that says what they count. */
    static Map<String, Integer> counts(JsonObject counts, String of) {
        Map<String, Integer> values = new TreeMap<>();
        if (counts.has(of)) {
            counts.getAsJsonObject(of)
                    .entrySet()
                    .forEach(e -> values.put(e.getKey(), e.getValue().getAsInt()));
        }
        return values;
    }

    private Json() {}
}
