/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDKs of this machine that LeakTrace supports, one of each feature version: the one that runs the tests, those of {@code
 * /usr/lib/jvm}, and those of the environment variable {@code LEAKTRACE_JDKS} (homes separated like a path), which win.
 */
final class Jdks {
    private static final int OLDEST = 17;
    private static final List<Jdk> ALL = find();

    static List<Jdk> all() {
        return ALL;
    }

    private static List<Jdk> find() {
        Map<Integer, Jdk> found = new TreeMap<>();
        for (Path home : candidates()) {
            read(home).filter(jdk -> jdk.feature() >= OLDEST).ifPresent(jdk -> found.putIfAbsent(jdk.feature(), jdk));
        }
        return List.copyOf(found.values());
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        String named = System.getenv("LEAKTRACE_JDKS");
        if (named != null) {
            Arrays.stream(named.split(java.io.File.pathSeparator)).map(Path::of).forEach(homes::add);
        }
        homes.add(Path.of(System.getProperty("java.home")));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> entries = Files.list(installed)) {
                entries.sorted().forEach(homes::add);
            } catch (IOException e) {
                throw new IllegalStateException("cannot list " + installed, e);
            }
        }
        return homes;
    }

    private static Optional<Jdk> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Optional.of(
                    new Jdk(home.toRealPath(), Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Jdks() {}
}
