/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a fork-join pool is given a task to run later, from JDK 25 on. */
public final class DelayedSubmitAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object executor, @Advice.Argument(0) Object task) {
        return Probes.delaying(executor, task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object token, @Advice.Thrown Throwable thrown) {
        Probes.submitted(token, thrown);
    }

    private DelayedSubmitAdvice() {}
}
