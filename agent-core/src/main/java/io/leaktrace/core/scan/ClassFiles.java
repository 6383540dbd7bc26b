/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Reads the class files of the host's classes, as their loaders give them. The scan thread only. */
final class ClassFiles {
    private final Function<String, @Nullable Class<?>> classes;

    /** Asks {@code classes} for loaded classes by their names. */
    ClassFiles(Function<String, @Nullable Class<?>> classes) {
        this.classes = classes;
    }

    /** The class file of this class, or null if there is none to be had; of the JDK's classes it is not asked for. */
    byte @Nullable [] read(String binaryName) {
        Class<?> type = classes.apply(binaryName);
        ClassLoader loader = type == null ? null : type.getClassLoader();
        if (loader == null) {
            return null;
        }
        try (InputStream in = loader.getResourceAsStream(binaryName.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Identity hash of this class itself, 0 if it is not loaded. */
    int identity(String binaryName) {
        Class<?> type = classes.apply(binaryName);
        return type == null ? 0 : System.identityHashCode(type);
    }

    /** The classes that this line of code may be the first to use, by their names; empty if it cannot be read. */
    Set<String> usedIn(StackTraceElement frame) {
        Set<String> used = new HashSet<>();
        byte[] classFile = read(frame.getClassName());
        if (classFile != null) {
            try {
                new ClassReader(classFile).accept(new Uses(frame, used), ClassReader.SKIP_FRAMES);
            } catch (RuntimeException unreadable) {
                used.clear();
            }
        }
        return used;
    }

    /** What makes the JVM initialise a class: its creation, its static methods and its static fields. */
    private static final class Uses extends ClassVisitor {
        private final StackTraceElement frame;
        private final Set<String> used;

        Uses(StackTraceElement frame, Set<String> used) {
            super(Opcodes.ASM9);
            this.frame = frame;
            this.used = used;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return name.equals(frame.getMethodName()) ? new Line() : null;
        }

        private final class Line extends MethodVisitor {
            private int line;

            Line() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number;
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                add(opcode == Opcodes.NEW, type);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                add(opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC, owner);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                add(opcode == Opcodes.INVOKESTATIC, owner);
            }

            private void add(boolean initialises, String type) {
                if (initialises && line == frame.getLineNumber()) {
                    used.add(type.replace('/', '.'));
                }
            }
        }
    }
}
