/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** How this command line writes JSON: unknown values are null, never missing. */
final class Json {
    static String text(JsonElement element) {
        return new GsonBuilder()
                .serializeNulls()
                .disableHtmlEscaping()
                .setPrettyPrinting()
                .create()
                .toJson(element);
    }

    private Json() {}
}
