/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Replaces calls of {@code Runnable.run()} (and, in the timer, of {@code TimerTask.run()}) by a call of the probe that
 * makes the call and notes begin and end. The replacement takes the same operand and leaves the same stack, so no frame
 * of the method changes. This is how the start of a task is seen in executors that LeakTrace knows nothing about.
 */
final class CallSites {
    static final String RUNNABLE = "java/lang/Runnable";
    static final String TIMER_TASK = "java/util/TimerTask";
    private static final String PROBES = "io/leaktrace/bootstrap/Probes";
    private static final Handle PROBE =
            new Handle(Opcodes.H_INVOKESTATIC, PROBES, "run", "(Ljava/lang/Runnable;)V", false);

    /** The class with its calls replaced, or null if it has none. */
    static byte @Nullable [] replace(byte[] classFile, String owner) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        Visitor visitor = new Visitor(writer, owner);
        reader.accept(visitor, 0);
        return visitor.replaced == 0 ? null : writer.toByteArray();
    }

    private static final class Visitor extends ClassVisitor {
        private final String owner;
        private int replaced;

        Visitor(ClassVisitor next, String owner) {
            super(Opcodes.ASM9, next);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                /**
                 * {@code Runnable::run} and {@code task::run}; not the serializable kind, which is matched by its name.
                 */
                @Override
                public void visitInvokeDynamicInsn(
                        String factory, String shape, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getName().equals("metafactory")) {
                        for (int i = 0; i < arguments.length; i++) {
                            if (arguments[i] instanceof Handle handle && isRun(handle)) {
                                replaced++;
                                arguments[i] = PROBE;
                            }
                        }
                    }
                    super.visitInvokeDynamicInsn(factory, shape, bootstrap, arguments);
                }

                @Override
                public void visitMethodInsn(int opcode, String type, String method, String shape, boolean isInterface) {
                    if (type.equals(owner)
                            && method.equals("run")
                            && shape.equals("()V")
                            && opcode != Opcodes.INVOKESPECIAL) {
                        replaced++;
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBES, "run", "(Ljava/lang/Runnable;)V", false);
                    } else {
                        super.visitMethodInsn(opcode, type, method, shape, isInterface);
                    }
                }
            };
        }
    }

    private static boolean isRun(Handle handle) {
        return handle.getTag() == Opcodes.H_INVOKEINTERFACE
                && handle.getOwner().equals(RUNNABLE)
                && handle.getName().equals("run");
    }

    private CallSites() {}
}
