/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** At the end of a thread's constructor that takes its Runnable; from JDK 19 on. */
public final class ThreadMadeAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(3) Object target) {
        Probes.threadMade(target);
    }

    private ThreadMadeAdvice() {}
}
