/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a fork-join pool is given a task as second argument, from JDK 19 on. */
public final class ForkJoinSubmitAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object executor, @Advice.Argument(1) Object task) {
        return Probes.submitting(executor, task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object token, @Advice.Thrown Throwable thrown) {
        Probes.submitted(token, thrown);
    }

    private ForkJoinSubmitAdvice() {}
}
