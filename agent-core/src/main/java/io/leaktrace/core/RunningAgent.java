/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.AgentOptions;
import io.leaktrace.core.option.OptionException;
import org.jspecify.annotations.Nullable;

/** What can be asked of the agent while it runs; any thread may call, scans run one after another. */
public interface RunningAgent {
    /** The options in force. */
    AgentOptions options();

    /**
     * Changes options at run time: {@code key=value,key=value}. All or nothing.
     *
     * @return one line that says what is in force now
     * @throws OptionException if a key or value is not valid, or the key cannot change at run time
     */
    String set(String keyValues) throws OptionException;

    /** Every live task, with complete stacks, as of now. */
    Snapshot snapshot();

    /** One scan now: all findings, whether or not they were reported before. Does not write to the log. */
    Report check();

    /** The last report that was written to the log, or null. */
    @Nullable
    Report lastReport();

    /** Facts about the agent itself. */
    AgentStatus status();

    /** Forgets what was reported so far, so that every finding counts as new, and counters of reports start again. */
    void reset();
}
