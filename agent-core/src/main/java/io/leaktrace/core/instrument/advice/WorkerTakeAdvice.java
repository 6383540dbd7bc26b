/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a ThreadPoolExecutor's worker asks for its next task and gets it. */
public final class WorkerTakeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object executor) {
        Probes.workerAsks(executor);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object executor, @Advice.Return Object task) {
        Probes.workerTook(executor, task);
    }

    private WorkerTakeAdvice() {}
}
