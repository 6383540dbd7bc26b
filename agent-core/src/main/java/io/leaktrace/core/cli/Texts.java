/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

/** Words that several commands show. */
final class Texts {
    static final String TARGET = "A pid, a unique part of a main class or jar name, or host:port of a JMX endpoint.";

    private Texts() {}
}
