/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.time.Clock;

/** What one scan after the other works with, and where it keeps what the next one is to know. */
record Instruments(
        Clock clock,
        ClassFiles classFiles,
        OriginResolver origins,
        IdleRules idle,
        ThreadWatch platform,
        VirtualWatch virtual,
        Numbers numbers,
        Remembered remembered,
        Census.History sizes,
        Suspects suspects,
        Losses losses) {}
