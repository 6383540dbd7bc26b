/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument.advice;

import io.leaktrace.bootstrap.Probes;
import net.bytebuddy.asm.Advice;

/** At the end of a thread's constructor that takes its Runnable; before JDK 19. */
public final class ThreadMade17Advice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(1) Object target) {
        Probes.threadMade(target);
    }

    private ThreadMade17Advice() {}
}
