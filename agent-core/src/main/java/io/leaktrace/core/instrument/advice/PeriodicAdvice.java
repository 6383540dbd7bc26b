/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Around calls that ask for a task to be run again and again. */
public final class PeriodicAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter() {
        return Probes.scheduling(Probes.PERIODIC);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter int before) {
        Probes.scheduled(before);
    }

    private PeriodicAdvice() {}
}
