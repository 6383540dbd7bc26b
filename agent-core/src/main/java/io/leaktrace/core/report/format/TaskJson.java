/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import com.google.gson.stream.JsonWriter;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.WaitingOn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one task as a JSON object: every key is always there, what is unknown is null. */
final class TaskJson {
    private final JsonWriter json;

    TaskJson(JsonWriter json) {
        this.json = json;
    }

    void write(Tracked task) throws IOException {
        json.beginObject();
        json.name("id").value(task.id());
        json.name("kind").value(task.kind().label());
        json.name("name").value(task.name());
        json.name("state").value(task.state().label());
        json.name("wait").value(task.waitName());
        json.name("blockedForMillis").value(task.blockedForMillis() < 0 ? null : task.blockedForMillis());
        json.name("ageMillis").value(task.ageMillis());
        json.name("thread").value(task.thread());
        json.name("pool").value(task.pool());
        json.name("labels").beginObject();
        for (Map.Entry<String, String> label : task.labels().entrySet()) {
            json.name(label.getKey()).value(label.getValue());
        }
        json.endObject();
        frames(task.frames());
        json.name("waitingOn");
        waitingOn(task.waitingOn());
        json.name("createdBy");
        creation(task.createdBy());
        json.name("ancestors").beginArray();
        for (Creation ancestor : task.ancestors()) {
            creation(ancestor);
        }
        json.endArray();
        json.endObject();
    }

    private void waitingOn(@Nullable WaitingOn object) throws IOException {
        if (object == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("class").value(object.className());
        json.name("identity").value(object.identity());
        id("ownerTask", object.ownerTask());
        json.name("ownerName").value(object.ownerName());
        json.endObject();
    }

    private void creation(@Nullable Creation creation) throws IOException {
        if (creation == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("exact").value(creation.isExact());
        json.name("representativeOf").value(creation.representativeOf() == 0 ? null : creation.representativeOf());
        frames(creation.frames());
        id("taskId", creation.taskId());
        json.name("threadName").value(creation.threadName());
        json.name("at").value(creation.at().toString());
        json.endObject();
    }

    private void id(String key, long id) throws IOException {
        json.name(key).value(id == 0 ? null : id);
    }

    private void frames(List<StackTraceElement> frames) throws IOException {
        json.name("frames").beginArray();
        for (StackTraceElement frame : frames) {
            json.value(Frames.text(frame));
        }
        json.endArray();
    }
}
