/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.lang.ref.WeakReference;

/**
 * The entry of a submission whose object was replaced while it was handed over, as agents do that pass a context on: it
 * has the origin of the entry it continues, and the object that the queue holds.
 */
final class ReplacementTask extends CarrierTask {
    private final WeakReference<Object> subject;
    /** The entry that the submission began with; null once it is over. */
    private Task first;

    ReplacementTask(Object object, Task continued) {
        super(
                object,
                continued.kind(),
                QUEUED,
                continued.isPeriodic(),
                continued.parent,
                continued.creatorName,
                continued.stack,
                continued.createdAt,
                continued instanceof CarrierTask ? ((CarrierTask) continued).carried : null);
        this.subject = new WeakReference<>(continued.subject());
        this.first = continued.first();
        this.id = continued.id;
        this.movedAt = continued.movedAt;
        this.pool = continued.pool;
        this.handedOn = continued.handedOn;
    }

    @Override
    public Object subject() {
        return subject.get();
    }

    @Override
    Task first() {
        return first == null ? this : first;
    }

    @Override
    void settle() {
        first = null;
    }
}
