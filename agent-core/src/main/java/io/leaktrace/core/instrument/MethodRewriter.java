/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Changes one method on its way from the old class to the new one: replaces calls that run tasks, and puts calls that
 * may submit some between probes. What these need after it is kept in local variables beyond the method's own, set right
 * before the call and read right after it: so that no frame of the method has to tell of them, nor any table of its
 * variables. The entry of the thread is looked up once, which is most of what a mark costs. What is on the stack stays there, whatever it is.
 */
final class MethodRewriter extends MethodVisitor {
    /** By how much a method grows with a marked call, at most: a constant, three calls, two far variables set and read. */
    static final int BYTES_OF_A_MARK = 3 + 3 * 3 + 1 + 4 * 4;

    /** What a method with marks needs for a reference and a long, on the stack and in its variables. */
    static final int SLOTS_OF_A_MARK = 3;

    private static final String RUN_SHAPE = "(Ljava/lang/Runnable;)V";
    private static final Handle RUN_PROBE =
            new Handle(Opcodes.H_INVOKESTATIC, CallSites.PROBES, "run", RUN_SHAPE, false);

    private final CallPlan plan;
    private final RunCalls runs;
    private final CallSites numbers;
    private final boolean marks;
    private final int local;

    /**
     * Prepares to change a method.
     *
     * @param method its place in the class
     * @param numbers gives each marked call its number
     */
    MethodRewriter(MethodVisitor next, CallPlan plan, int method, RunCalls runs, CallSites numbers) {
        super(Opcodes.ASM9, next);
        this.plan = plan;
        this.runs = runs;
        this.numbers = numbers;
        this.marks = plan.marks(method);
        this.local = plan.freeLocal(method);
    }

    @Override
    public void visitInvokeDynamicInsn(String factory, String shape, Handle bootstrap, Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (RunCalls.contain(bootstrap, arguments[i])) {
                arguments[i] = RUN_PROBE;
            }
        }
        super.visitInvokeDynamicInsn(factory, shape, bootstrap, arguments);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String shape, boolean isInterface) {
        if (runs.contain(opcode, owner, name, shape)) {
            probe("run", RUN_SHAPE);
        } else if (marks && plan.marks(owner, name, shape)) {
            probe("marking", "()Ljava/lang/Object;");
            visitInsn(Opcodes.DUP);
            visitVarInsn(Opcodes.ASTORE, local);
            number(numbers.nextNumber());
            probe(CallSites.ENTERING, "(Ljava/lang/Object;I)J");
            visitVarInsn(Opcodes.LSTORE, local + 1);
            super.visitMethodInsn(opcode, owner, name, shape, isInterface);
            visitVarInsn(Opcodes.ALOAD, local);
            visitVarInsn(Opcodes.LLOAD, local + 1);
            probe("left", "(Ljava/lang/Object;J)V");
        } else {
            super.visitMethodInsn(opcode, owner, name, shape, isInterface);
        }
    }

    @Override
    public void visitMaxs(int operands, int locals) {
        int more = marks ? SLOTS_OF_A_MARK : 0;
        super.visitMaxs(operands + more, locals + more);
    }

    private void probe(String name, String shape) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, CallSites.PROBES, name, shape, false);
    }

    private void number(int value) {
        if (value <= Short.MAX_VALUE) {
            visitIntInsn(Opcodes.SIPUSH, value);
        } else {
            visitLdcInsn(value);
        }
    }
}
