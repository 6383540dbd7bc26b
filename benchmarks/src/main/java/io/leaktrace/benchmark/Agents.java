/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The jars of all agents. */
record Agents(Path leakTrace, Path naive, Path openTelemetry, Path ttl) {
    /** Takes the other agents from beside benchmarks.jar, and LeakTrace from where it is built if not said otherwise. */
    static Agents find(@Nullable Path leakTrace) {
        Path target = target();
        Path built = target.resolve("../../agent-core/target/leaktrace.jar").normalize();
        Path others = target.resolve("agents");
        return new Agents(
                existing(leakTrace == null ? built : leakTrace.toAbsolutePath()),
                startingWith("naive-agent", others),
                startingWith("opentelemetry-javaagent", others),
                startingWith("transmittable-thread-local", others));
    }

    private static Path target() {
        try {
            Path here = Path.of(Agents.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.toAbsolutePath().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path startingWith(String name, Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(name))
                    .sorted()
                    .toList();
            if (found.size() != 1) {
                throw new IllegalStateException("expected one " + name + "*.jar in " + directory + ", found " + found);
            }
            return found.get(0);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no agents in " + directory + "; build with: mvn -pl benchmarks -am package", e);
        }
    }

    private static Path existing(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no agent at " + jar + "; build it first or name it with --leaktrace");
        }
        return jar;
    }
}
