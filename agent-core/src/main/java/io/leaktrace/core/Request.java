/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What came as the agent's argument. Options as users type them; or, from our own command line, {@code reply:FILE}, a
 * line break and the options or the word {@code detach}: then one line of answer goes into that file.
 */
final class Request {
    private static final String REPLY = "reply:";

    private final @Nullable String replyFile;
    private final String body;

    private Request(@Nullable String replyFile, String body) {
        this.replyFile = replyFile;
        this.body = body;
    }

    static Request parse(String arguments) {
        int end = arguments.indexOf('\n');
        return arguments.startsWith(REPLY) && end > 0
                ? new Request(
                        arguments.substring(REPLY.length(), end),
                        arguments.substring(end + 1).trim())
                : new Request(null, arguments.trim());
    }

    String body() {
        return body;
    }

    boolean isDetach() {
        return replyFile != null && body.equals("detach");
    }

    void accept(String text) {
        reply("ok " + text);
    }

    void refuse(@Nullable String text) {
        reply("error " + text);
    }

    private void reply(String line) {
        if (replyFile == null) {
            return;
        }
        try (OutputStream out = new FileOutputStream(replyFile)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            AgentLog.say("cannot answer the command line in " + replyFile + ": " + e.getMessage());
        }
    }
}
