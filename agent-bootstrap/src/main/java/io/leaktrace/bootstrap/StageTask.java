/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.WeakReference;

/** The entry of an async stage, which forgets the future it completes as soon as it runs. */
public final class StageTask extends TableTask {
    /** The future that it completes, or null if unknown. */
    private final WeakReference<Object> future;

    StageTask(Object stage, Task parent, String creatorName, Object stack, long now, Object future) {
        super(stage, Kind.ASYNC_STAGE, PENDING, false, parent, creatorName, stack, now);
        this.future = future == null ? null : new WeakReference<>(future);
    }

    @Override
    public Object subject() {
        return future == null ? get() : future.get();
    }
}
