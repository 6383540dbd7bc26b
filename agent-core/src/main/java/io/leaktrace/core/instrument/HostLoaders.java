/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import io.leaktrace.bootstrap.CoreClassLoader;
import io.leaktrace.bootstrap.Probes;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Knows which class loaders are the host's, and which of those find our bootstrap classes: a loader that does not
 * delegate to the bootstrap loader, as in OSGi, must not be given code that calls them.
 */
final class HostLoaders {
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private final Map<ClassLoader, Boolean> seeing = Collections.synchronizedMap(new WeakHashMap<>());

    boolean isHost(ClassLoader loader) {
        return loader != platform && !(loader instanceof CoreClassLoader);
    }

    boolean seesProbes(ClassLoader loader) {
        Boolean known = seeing.get(loader);
        if (known != null) {
            return known;
        }
        boolean sees;
        try {
            sees = Class.forName(Probes.class.getName(), false, loader) == Probes.class;
        } catch (ClassNotFoundException | LinkageError | RuntimeException hidden) {
            sees = false;
        }
        seeing.put(loader, sees);
        return sees;
    }
}
