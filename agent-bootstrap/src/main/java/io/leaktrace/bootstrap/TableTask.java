/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** A task that is found by its object, in an {@link IdentityTable}: eight bytes more than one that waits in a line. */
class TableTask extends Task {
    private static final AtomicReferenceFieldUpdater<TableTask, TableTask> ODD_LINK =
            AtomicReferenceFieldUpdater.newUpdater(TableTask.class, TableTask.class, "nextOdd");

    /** See {@link IdentityTable#hash}; set when it is added. */
    int hash;
    /** Next in the bucket of a table of odd generation; in one of even generation it is {@link Task#next}. */
    private volatile TableTask nextOdd;

    TableTask(
            Object object,
            Kind kind,
            int state,
            boolean periodic,
            Task parent,
            String creatorName,
            Object stack,
            long now) {
        super(object, kind, state, periodic, parent, creatorName, stack, now);
    }

    final TableTask next(boolean odd) {
        return odd ? nextOdd : (TableTask) next;
    }

    /** Whoever must see it reads the bucket first, which is set after this. */
    final void setNext(boolean odd, TableTask after) {
        if (odd) {
            ODD_LINK.lazySet(this, after);
        } else {
            LINK.lazySet(this, after);
        }
    }
}
