/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import io.leaktrace.bootstrap.CoreClassLoader;
import io.leaktrace.bootstrap.Probes;

/**
 * Knows which class loaders are the host's, and which of those find our bootstrap classes: a loader that does not
 * delegate to the bootstrap loader, as in OSGi, must not be given code that calls them.
 */
final class HostLoaders {
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    boolean isHost(ClassLoader loader) {
        return loader != platform && !(loader instanceof CoreClassLoader);
    }

    /** Asked for the few classes that change, so the answer is not kept: a map would call the loader's own hashCode. */
    boolean seesProbes(ClassLoader loader) {
        try {
            return Class.forName(Probes.class.getName(), false, loader) == Probes.class;
        } catch (ClassNotFoundException | LinkageError | RuntimeException hidden) {
            return false;
        }
    }
}
