/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What one scan after the other works with, and where it keeps what the next one is to know. */
record Instruments(
        Clock clock,
        ClassFiles classFiles,
        Function<Set<String>, List<Class<?>>> readable,
        OriginResolver origins,
        IdleRules idle,
        ThreadWatch platform,
        VirtualWatch virtual,
        Numbers numbers,
        Remembered remembered,
        Census.History sizes,
        Suspects suspects,
        Losses losses) {}
