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
        boolean before = Bridge.claimThread();
        try {
            return work.run();
        } catch (OptionException e) {
            throw new IllegalArgumentException(e.getMessage());
        } finally {
            Bridge.releaseThread(before);
        }
    }

    /** What is asked. */
    interface Work<T> {
        T run() throws OptionException;
    }

    private Visit() {}
}
