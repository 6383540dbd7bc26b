/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import io.leaktrace.bootstrap.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks come from: all with the same kind and the same origin stack are of one site, whether the stack is their
 * own or the site's representative. All of a kind whose stack was not captured pass for one site.
 *
 * @param kind of the tasks
 * @param captured whether there is a stack, or there cannot be one
 * @param frames the origin stack, or null if they existed before LeakTrace was attached
 */
public record Site(Kind kind, boolean captured, @Nullable List<StackTraceElement> frames) {
    /** The site of a task. */
    public static Site of(Tracked task) {
        Creation creation = task.createdBy();
        return creation == null
                ? new Site(task.kind(), true, null)
                : new Site(task.kind(), creation.isCaptured(), creation.frames());
    }

    /** The creating line in short: the first frame of the origin. */
    public String text() {
        if (frames == null) {
            return "created before LeakTrace was attached";
        }
        if (!captured) {
            return Creation.NOT_CAPTURED;
        }
        return frames.isEmpty() ? "created by unknown code" : Frames.text(frames.get(0));
    }
}
