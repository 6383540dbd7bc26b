/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** At the end of the constructor of a stage without a source: runAsync, supplyAsync. */
public final class AsyncStageAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object stage, @Advice.Argument(0) Object future) {
        Probes.stageAdded(stage, stage, future);
    }

    private AsyncStageAdvice() {}
}
