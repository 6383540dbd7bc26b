/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PsCommandTest {
    private static final List<Jvm> JVMS = List.of(
            new Jvm(7, 1, "0.1.0", "17.0.15", "OpenJDK", "com.acme.Orders", 1_000, true),
            new Jvm(12345, 7, "", "25", "OpenJDK", "shop.jar", 120_000, true),
            new Jvm(20, 0, null, null, null, "", 0, null));

    @Test
    void alignsColumnsAndMarksTheAgent() {
        assertThat(PsCommand.table(JVMS, 126_000))
                .containsExactly(
                        "  PID  PPID     JAVA     MAIN             UPTIME",
                        "    7     1  *  17.0.15  com.acme.Orders   2m05s",
                        "12345     7     25       shop.jar             6s",
                        "   20     -  ?  ?        ?                     ?");
    }

    @Test
    void writesUnknownAsNullInJson() {
        JsonObject all = JsonParser.parseString(PsCommand.json(JVMS, 126_000)).getAsJsonObject();
        JsonArray rows = all.getAsJsonArray("jvms");

        assertThat(all.get("schema").getAsInt()).isEqualTo(1);
        assertThat(rows.get(0))
                .hasToString(
                        "{\"pid\":7,\"ppid\":1,\"agent\":\"0.1.0\",\"java\":\"17.0.15\",\"main\":\"com.acme.Orders\","
                                + "\"uptimeMillis\":125000}");
        assertThat(rows.get(2))
                .hasToString(
                        "{\"pid\":20,\"ppid\":null,\"agent\":null,\"java\":null,\"main\":null,\"uptimeMillis\":null}");
    }
}
