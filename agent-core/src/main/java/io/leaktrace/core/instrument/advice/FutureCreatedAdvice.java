/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** At the end of the constructor of an incomplete CompletableFuture. */
public final class FutureCreatedAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object future) {
        Probes.futureCreated(future);
    }

    private FutureCreatedAdvice() {}
}
