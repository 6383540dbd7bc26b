/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** At the end of the constructor of a stage with a source; it has an executor if it is async. */
public final class DependentStageAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
            @Advice.This Object stage, @Advice.Argument(0) Object executor, @Advice.Argument(1) Object future) {
        Probes.stageAdded(stage, executor, future);
    }

    private DependentStageAdvice() {}
}
