/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.io.File;
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

/** A JDK of this machine. */
record Jdk(Path home, int feature, String version) {
    private static final int OLDEST = 17;

    /**
     * One of each feature version, oldest first, from 17 on: those of the environment variable {@code LEAKTRACE_JDKS} (homes separated like a
     * path), which win, the one that runs this, and those of {@code /usr/lib/jvm}.
     */
    static List<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        for (Path home : candidates()) {
            read(home).filter(jdk -> jdk.feature >= OLDEST).ifPresent(jdk -> found.putIfAbsent(jdk.feature, jdk));
        }
        return List.copyOf(found.values());
    }

    Path java() {
        return home.resolve("bin/java");
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        String named = System.getenv("LEAKTRACE_JDKS");
        if (named != null) {
            Arrays.stream(named.split(File.pathSeparator)).map(Path::of).forEach(homes::add);
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
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Optional.of(
                    new Jdk(home.toRealPath(), Runtime.Version.parse(version).feature(), version));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
