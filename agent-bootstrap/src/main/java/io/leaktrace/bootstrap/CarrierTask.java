/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** The entry of a submission by which an executor outside the JDK carries on another one: it wraps its object. */
class CarrierTask extends TableTask {
    /** The submission inside this one's object, or null once this one is over. */
    Task carried;

    CarrierTask(
            Object object,
            Kind kind,
            int state,
            boolean periodic,
            Task parent,
            String creatorName,
            Object stack,
            long now,
            Task carried) {
        super(object, kind, state, periodic, parent, creatorName, stack, now);
        this.carried = carried;
    }
}
