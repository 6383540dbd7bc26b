/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** Where a virtual thread parks: it made progress to get there, and again when it goes on. */
public final class ParkAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
        Probes.parking();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit() {
        Probes.parked();
    }

    private ParkAdvice() {}
}
