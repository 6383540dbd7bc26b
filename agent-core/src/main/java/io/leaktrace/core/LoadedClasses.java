/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Looks up loaded classes of the host by name. Looks at all of them, so callers keep the answers. Any thread. */
final class LoadedClasses {
    private final Instrumentation instrumentation;

    LoadedClasses(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Nullable
    Class<?> find(String binaryName) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(binaryName)) {
                return type;
            }
        }
        return null;
    }
}
