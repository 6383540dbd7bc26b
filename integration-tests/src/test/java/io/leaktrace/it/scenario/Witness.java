/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A second agent, which reads the bytes of classes as they come out of all agents before it. */
public final class Witness implements ClassFileTransformer {
    private static Instrumentation instrumentation;

    private final Map<String, String> digests = new ConcurrentHashMap<>();

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Digests of all classes that can be changed, except those of the agent under test. */
    static Map<String, String> capture() throws Exception {
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
        return witness.digests;
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        if (redefined != null) {
            digests.put(name, digest(bytes));
        }
        return null;
    }

    private static String digest(byte[] bytes) {
        try {
            return Arrays.toString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
