/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a line of a method calls from inside a loop that may go on for ever: a backward jump around the call,
 * which neither counts nor asks an iterator. Works on the class file, because a stack tells lines and nothing of their
 * control flow.
 */
final class LoopFinder {
    /** Whether some call in this line of this method stands in an endless loop. */
    static boolean isInEndlessLoop(byte[] classFile, String method, int line) {
        boolean[] found = {false};
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return name.equals(method) ? new Flow(line, found) : null;
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return found[0];
    }

    /** Numbers the instructions of one method as they come, and keeps what the verdict needs. */
    private static final class Flow extends MethodVisitor {
        private final int line;
        private final boolean[] found;
        private final Map<Label, Integer> labels = new HashMap<>();
        private final List<Integer> calls = new ArrayList<>();
        private final List<Integer> bounds = new ArrayList<>();
        private final List<int[]> loops = new ArrayList<>();
        private int at;
        private int currentLine;
        private int lastIncrement = -2;

        Flow(int line, boolean[] found) {
            super(Opcodes.ASM9);
            this.line = line;
            this.found = found;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            currentLine = number;
        }

        @Override
        public void visitLabel(Label label) {
            labels.put(label, at);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            at++;
            Integer target = labels.get(label);
            if (target != null) {
                boolean counts = lastIncrement == at - 1; // for (...; i++) jumps right after its increment
                loops.add(new int[] {target, at, counts ? 1 : 0});
            }
        }

        @Override
        public void visitIincInsn(int index, int increment) {
            lastIncrement = ++at;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            at++;
            if (currentLine == line) {
                calls.add(at);
            }
            if (name.equals("hasNext") || name.equals("hasMoreElements")) {
                bounds.add(at);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            at++;
        }

        @Override
        public void visitInsn(int opcode) {
            at++;
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            at++;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            at++;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            at++;
        }

        @Override
        public void visitLdcInsn(Object value) {
            at++;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            at++;
        }

        @Override
        public void visitEnd() {
            for (int[] loop : loops) {
                boolean bounded = loop[2] == 1 || bounds.stream().anyMatch(bound -> inside(loop, bound));
                found[0] |= !bounded && calls.stream().anyMatch(call -> inside(loop, call));
            }
        }

        private static boolean inside(int[] loop, int instruction) {
            return loop[0] <= instruction && instruction <= loop[1];
        }
    }

    private LoopFinder() {}
}
