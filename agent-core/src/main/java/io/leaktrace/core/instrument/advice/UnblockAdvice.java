/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a virtual thread is given the monitor it waited for; runs on the thread that wakes it. */
public final class UnblockAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object thread) {
        Probes.unblocked(thread);
    }

    private UnblockAdvice() {}
}
