/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.core.model.CaptureStatus;
import java.util.List;

/**
 * Facts about the agent itself.
 *
 * @param version of LeakTrace
 * @param coverage for example {@code 12/12 hooks active}, or which are not and why
 * @param createdTasks tasks recorded since the start
 * @param endedTasks of those, how many have ended
 * @param reportsWritten to the log
 * @param suppressedFailures failures swallowed inside probes
 * @param capture how the origins of tasks are known, and what that costs
 * @param registryBytes estimated heap of the registry
 * @param staleIgnoreRules ignore rules that matched nothing since the start
 */
public record AgentStatus(
        String version,
        String coverage,
        long createdTasks,
        long endedTasks,
        long reportsWritten,
        int suppressedFailures,
        CaptureStatus capture,
        long registryBytes,
        List<String> staleIgnoreRules) {}
