/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.core.option.OptionException;

/** A thread of JMX, which is the host's, asks something of the agent. */
final class Visit {
    /** Works unrecorded, and turns mistakes into what a JMX client knows without a class of ours. */
    static <T> T answer(Work<T> work) {
        // a thread of ours is claimed for good, and stays so
        boolean visiting = !Thread.currentThread().getName().startsWith("leaktrace-");
        if (visiting) {
            Bridge.claimThread();
        }
        try {
            return work.run();
        } catch (OptionException e) {
            throw new IllegalArgumentException(e.getMessage());
        } finally {
            if (visiting) {
                Bridge.releaseThread();
            }
        }
    }

    /** What is asked. */
    interface Work<T> {
        T run() throws OptionException;
    }

    private Visit() {}
}
