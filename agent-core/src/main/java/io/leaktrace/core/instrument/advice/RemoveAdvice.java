/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a pool takes a task out of its queue again. */
public final class RemoveAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object executor, @Advice.Argument(0) Object task, @Advice.Return boolean removed) {
        if (removed) {
            Probes.removed(executor, task);
        }
    }

    private RemoveAdvice() {}
}
