/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Around calls that ask for a task to be run at once, by an executor that schedules. */
public final class ImmediateAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter() {
        return Probes.scheduling(Probes.IMMEDIATE);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int before) {
        Probes.scheduled(before);
    }

    private ImmediateAdvice() {}
}
