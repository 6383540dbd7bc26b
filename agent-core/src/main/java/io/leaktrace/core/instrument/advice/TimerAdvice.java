/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a timer is given a task. */
public final class TimerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.Argument(0) Object task, @Advice.Argument(2) long period) {
        return Probes.timing(task, period);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object token, @Advice.Thrown Throwable thrown) {
        Probes.submitted(token, thrown);
    }

    private TimerAdvice() {}
}
