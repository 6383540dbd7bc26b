/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.option.AgentOptions;
import java.time.Instant;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What all steps of one scan share. */
record ScanContext(
        AgentOptions options,
        Instant at,
        Map<ThreadTask, ThreadLook> looks,
        Census census,
        IdleRules idle,
        OriginResolver origins,
        ToLongFunction<Task> numbers) {}
