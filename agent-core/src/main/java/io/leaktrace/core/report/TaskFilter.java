/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.Glob;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import java.util.List;
import java.util.Locale;

/**
 * A condition on tasks: {@code created:com.acme.*}.
 *
 * @param field what is looked at
 * @param glob what it must be, whole
 */
record TaskFilter(Field field, Glob glob) {
    static final String VALID = "use <field>:<glob>, where <field> is created, frame, name, state, wait, kind or label";

    /** What can be looked at; methods are written {@code package.Class.method}. */
    private enum Field {
        /** Any frame of the origin. */
        CREATED,
        /** Any frame of the current stack. */
        FRAME,
        /** The name of the task or of the thread that runs it. */
        NAME,
        STATE,
        WAIT,
        KIND,
        /** Any label, written {@code key=value}. */
        LABEL
    }

    static TaskFilter parse(String text) throws OptionException {
        int colon = text.indexOf(':');
        for (Field field : Field.values()) {
            if (colon > 0
                    && colon < text.length() - 1
                    && text.startsWith(field.name().toLowerCase(Locale.ROOT) + ":")) {
                return new TaskFilter(field, new Glob(text.substring(colon + 1)));
            }
        }
        throw new OptionException("\"" + text + "\" is not a condition; " + VALID);
    }

    boolean matches(Tracked task) {
        return switch (field) {
            case CREATED -> task.createdBy() != null && any(task.createdBy().frames());
            case FRAME -> any(task.frames());
            case NAME -> glob.matches(task.name()) || glob.matches(task.thread());
            case STATE -> glob.matches(task.state().label());
            case WAIT -> glob.matches(task.waitName());
            case KIND -> glob.matches(task.kind().label());
            case LABEL ->
                task.labels().entrySet().stream()
                        .anyMatch(label -> glob.matches(label.getKey() + "=" + label.getValue()));
        };
    }

    private boolean any(List<StackTraceElement> frames) {
        return frames.stream().anyMatch(frame -> glob.matches(Frames.method(frame)));
    }
}
