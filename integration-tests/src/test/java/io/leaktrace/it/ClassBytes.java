/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * The classes that a JVM had at some moment. Constants that no code uses do not count: the JVM keeps those of each version that
 * a class ever had.
 */
record ClassBytes(Map<String, byte[]> classes) {
    static ClassBytes read(Path zip) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                classes.put(
                        entry.getName().replace('/', '.'),
                        file.getInputStream(entry).readAllBytes());
            }
        }
        return new ClassBytes(classes);
    }

    /** Names of the classes that both have and that differ. */
    Set<String> differingFrom(ClassBytes other) {
        Set<String> names = new TreeSet<>();
        classes.forEach((name, bytes) -> {
            byte[] others = other.classes.get(name);
            if (others != null && !Arrays.equals(normal(bytes), normal(others))) {
                names.add(name);
            }
        });
        return names;
    }

    private static byte[] normal(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(writer, 0);
        return writer.toByteArray();
    }
}
