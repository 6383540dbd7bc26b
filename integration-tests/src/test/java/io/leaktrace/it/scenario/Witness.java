/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A second agent, which asks the JVM for the bytes of its classes. */
public final class Witness implements ClassFileTransformer {
    private static Instrumentation instrumentation;

    private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Writes the bytes of all classes that can be changed, except those of the agent under test. */
    static void capture(Path zip) throws Exception {
        Witness witness = new Witness();
        instrumentation.addTransformer(witness, true);
        try {
            Class<?>[] classes = Arrays.stream(instrumentation.getAllLoadedClasses())
                    .filter(type -> !type.isHidden() && !type.isArray() && !type.isPrimitive())
                    .filter(type -> !type.getName().startsWith("io.leaktrace.bootstrap."))
                    .filter(instrumentation::isModifiableClass)
                    .toArray(Class<?>[]::new);
            instrumentation.retransformClasses(classes);
        } finally {
            instrumentation.removeTransformer(witness);
        }
        witness.write(zip);
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (redefined != null) {
            classes.put(name, bytes);
        }
        return null;
    }

    private void write(Path zip) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                out.write(each.getValue());
            }
        }
    }
}
