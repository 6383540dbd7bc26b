/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jar under test: the one this build made, never its classes. */
final class AgentJar {
    static Path path() {
        Path jar = Path.of(System.getProperty("leaktrace.jar", "../agent-core/target/leaktrace.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no " + jar + ": build it with mvn package");
        }
        return jar;
    }

    private AgentJar() {}
}
