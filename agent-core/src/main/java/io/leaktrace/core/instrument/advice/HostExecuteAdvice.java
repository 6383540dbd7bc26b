/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Around {@code execute(Runnable)} of classes outside the JDK, which may or may not be executors. */
public final class HostExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.This Object executor, @Advice.Argument(0) Object task) {
        return executor instanceof java.util.concurrent.Executor ? Probes.hostSubmitting(executor, task) : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object token, @Advice.Thrown Throwable thrown) {
        Probes.submitted(token, thrown);
    }

    private HostExecuteAdvice() {}
}
