/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.nio.file.Path;

/**
 * A JDK of this machine.
 *
 * @param home its real path
 * @param feature its feature version, for example 25
 */
record Jdk(Path home, int feature) {
    /** Its {@code java}, or another of its programs. */
    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
