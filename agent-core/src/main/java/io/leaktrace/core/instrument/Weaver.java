/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves advice into one class file, and looks at nothing but this file: other agents add interfaces that cannot be
 * located, and hide them from reflection. Methods without advice are copied as they are. Reads the file twice: how many
 * variables and returns a method has must be known before its first instruction is written.
 */
final class Weaver {
    private final ClassReader reader;
    private final List<Target> rows;
    private final boolean ofHost;
    private final int[] matched;
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<String, String> fields = new HashMap<>();

    /**
     * Looks for the methods that the rows mean.
     *
     * @param ofHost whether the class may assign something else to its own arguments, which no hooked class of the JDK does
     */
    Weaver(byte[] classFile, List<Target> rows, boolean ofHost) {
        this.reader = new ClassReader(classFile);
        this.rows = rows;
        this.ofHost = ofHost;
        this.matched = new int[rows.size()];
        reader.accept(new Survey(), ClassReader.SKIP_FRAMES);
    }

    /** How many methods this row means. */
    int matched(int row) {
        return matched[row];
    }

    /** The class file with the advice in it, or null if there is nothing to weave. */
    byte @Nullable [] weave() {
        if (plans.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Loom(writer), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** What has to be known of a method to weave advice into it. */
    static final class Plan {
        final Advice advice;
        int maxLocals;
        int returns;
        /** Of the first instruction, or 0. */
        int line;

        boolean severalLines;

        Plan(Advice advice) {
            this.advice = advice;
        }
    }

    private final class Survey extends ClassVisitor {
        Survey() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            fields.put(name, descriptor);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Plan plan = null;
            for (int i = 0; i < matched.length; i++) {
                if (rows.get(i).methods().include(access, name, descriptor)) {
                    matched[i]++;
                    plan = new Plan(rows.get(i).advice());
                    if (plans.put(name + descriptor, plan) != null) {
                        throw new IllegalStateException("two hooks for " + name + descriptor);
                    }
                }
            }
            return plan == null ? null : measure(plan);
        }

        private MethodVisitor measure(Plan plan) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLineNumber(int line, Label start) {
                    plan.line = plan.line == 0 ? line : plan.line;
                    plan.severalLines |= line != plan.line;
                }

                @Override
                public void visitInsn(int opcode) {
                    plan.returns += WovenMethod.isReturn(opcode) ? 1 : 0;
                }

                @Override
                public void visitMaxs(int maxStack, int maxLocals) {
                    plan.maxLocals = maxLocals;
                }
            };
        }
    }

    private final class Loom extends ClassVisitor {
        private String owner = "";
        private boolean frames;

        Loom(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String parent,
                String @Nullable [] interfaces) {
            owner = name;
            frames = (version & 0xFFFF) >= Opcodes.V1_6;
            super.visit(version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            Plan plan = plans.get(name + descriptor);
            return plan == null
                    ? method
                    : new WovenMethod(
                            method, plan, new Variables(owner, access, name, descriptor, plan, fields), frames, ofHost);
        }
    }
}
