/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** Defines the classes of a family anew, rewritten, with {@link RecordedMarks} in place of the probes. */
final class Rewritten extends ClassLoader {
    private static final String STAND_IN = RecordedMarks.class.getName().replace('.', '/');

    private final String family;

    /** Prepares to load a class, and those nested in it. */
    Rewritten(Class<?> outermost) {
        super(outermost.getClassLoader());
        this.family = outermost.getName();
    }

    /** Runs a static method without parameters of the class of this name in the family. */
    Object call(Class<?> type, String name) throws ReflectiveOperationException {
        Method method = loadClass(type.getName()).getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(null);
    }

    /** Defines a rewritten class that no source stands for. */
    Class<?> define(byte[] rewritten) {
        byte[] content = redirect(rewritten);
        return defineClass(null, content, 0, content.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(family) && !name.startsWith(family + "$")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] original = bytesOf(super.loadClass(name, false));
            byte[] rewritten = rewrite(original);
            return define(rewritten == null ? original : rewritten);
        }
    }

    static byte[] rewrite(byte[] classFile) {
        return new CallSites(0).rewrite(classFile, CallSites.RUNNABLE, new ClassFile(classFile).maySubmit);
    }

    static byte[] bytesOf(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] redirect(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        SimpleRemapper remapper = new SimpleRemapper(Opcodes.ASM9, CallSites.PROBES, STAND_IN);
        new ClassReader(classFile).accept(new ClassRemapper(writer, remapper), 0);
        return writer.toByteArray();
    }
}
