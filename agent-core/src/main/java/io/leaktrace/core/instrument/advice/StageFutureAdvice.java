/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Around the methods in which the JDK constructs futures for its stages. */
public final class StageFutureAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
        Probes.stageEntered();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
        Probes.stageLeft();
    }

    private StageFutureAdvice() {}
}
