/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * One method with advice around its own code, whose instructions stay what they are. What other agents have put into it
 * counts as its own code:
 *
 * <pre>
 *     try { token = enter(…); } catch (Throwable t) { token = null; }
 *     try {
 *         … own code, and in place of each return:
 *         returned = …;
 *         try { exit(token, …); } catch (Throwable t) { }
 *         return returned;
 *     } catch (Throwable thrown) {
 *         try { exit(token, …); } catch (Throwable t) { }
 *         throw thrown;
 *     }
 * </pre>
 *
 * The end is written at each return, and not in one place, because compilers may leave other values on the stack there.
 *
 * <p>Where another agent's code writes to the argument in question, {@code replaced(token, argument)} follows: without a
 * net, since a handler would find the stack empty, so that probe catches by itself. Such code is put in front of the
 * method's own, and gets no line or that of the first statement. A method of the host that assigns to its argument later may
 * mean another task: an executor that drains its queue, say.
 */
final class WovenMethod extends MethodVisitor {
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Type THROWN = Type.getObjectType(THROWABLE);
    private static final Object[] CAUGHT = {THROWABLE};

    private final Weaver.Plan plan;
    private final @Nullable Call enter;
    private final @Nullable Call replaced;
    private final @Nullable Call exit;
    private final Variables variables;
    private final boolean frames;
    private final boolean ofHost;

    /** Where the own code begins, and begins again behind each return. */
    private final Label[] own;
    /** Begin and end of the call in front of each return. */
    private final Label[] begins;

    private final Label[] ends;
    /** Where goes what these calls throw. */
    private final Label dropped = new Label();

    private int returns;
    /** Whether a write to the argument would be another agent's. */
    private boolean replacing;
    /** How many objects are between their creation and their constructor: the verifier lets nobody have those. */
    private int unmade;

    /**
     * Weaves one method.
     *
     * @param frames whether the class file has stack map frames
     * @param ofHost whether the method may write to its argument itself
     */
    WovenMethod(MethodVisitor next, Weaver.Plan plan, Variables variables, boolean frames, boolean ofHost) {
        super(Opcodes.ASM9, next);
        this.plan = plan;
        this.enter = plan.advice.enter();
        this.replaced = plan.advice.replaced();
        // in classes without frames, what is written may be an address to return to
        this.replacing = replaced != null && frames && (!ofHost || plan.severalLines);
        this.ofHost = ofHost;
        this.exit = plan.advice.exit();
        this.variables = variables;
        this.frames = frames;
        this.own = labels(plan.returns + 1);
        this.begins = labels(plan.returns);
        this.ends = labels(plan.returns);
        if (variables.isConstructor() && (enter != null || plan.advice.whenThrown())) {
            throw new IllegalStateException("a constructor has no place for this hook but its normal end");
        }
    }

    static boolean isReturn(int opcode) {
        return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (exit != null) {
            for (int i = 0; i < plan.returns; i++) {
                super.visitTryCatchBlock(begins[i], ends[i], dropped, THROWABLE); // goes before the method's own
            }
            variables.keepArguments(mv);
        }
        if (enter != null) {
            begin(enter);
        }
        super.visitLabel(own[0]);
    }

    private void begin(Call call) {
        Label start = new Label();
        Label end = new Label();
        Label failed = new Label();
        Label on = new Label();
        super.visitTryCatchBlock(start, end, failed, THROWABLE);
        Type token = variables.token();
        if (token != null) {
            super.visitInsn(token.getSort() == Type.INT ? Opcodes.ICONST_0 : Opcodes.ACONST_NULL);
            super.visitVarInsn(token.getOpcode(Opcodes.ISTORE), variables.tokenSlot());
        }
        super.visitLabel(start);
        if (plan.line != 0) {
            super.visitLineNumber(plan.line, start); // for the stack of what the probe captures
        }
        call(call, null);
        if (token != null) {
            super.visitVarInsn(token.getOpcode(Opcodes.ISTORE), variables.tokenSlot());
        }
        super.visitLabel(end);
        super.visitJumpInsn(Opcodes.GOTO, on);
        handler(failed, variables.atStart());
        super.visitLabel(on);
        frame(variables.atStart());
        super.visitInsn(Opcodes.NOP); // the own code may begin with a frame, and there cannot be two in one place
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int depth, Object[] stack) {
        Object[] known = variables.within(locals, local);
        super.visitFrame(Opcodes.F_NEW, known.length, known, depth, stack);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        super.visitLineNumber(line, start);
        replacing &= !ofHost || line == plan.line;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        unmade += opcode == Opcodes.NEW ? 1 : 0;
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String name, String descriptor, boolean isInterface) {
        super.visitMethodInsn(opcode, of, name, descriptor, isInterface);
        unmade -= name.equals("<init>") ? 1 : 0;
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        super.visitVarInsn(opcode, slot);
        if (replacing
                && replaced != null
                && opcode == Opcodes.ASTORE
                && unmade == 0
                && slot == variables.argument(replaced)) {
            call(replaced, null);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (exit == null || !isReturn(opcode)) {
            super.visitInsn(opcode);
            return;
        }
        Type result = variables.result();
        if (result != Type.VOID_TYPE) {
            super.visitVarInsn(result.getOpcode(Opcodes.ISTORE), variables.spare());
        }
        super.visitLabel(begins[returns]);
        call(exit, result);
        super.visitLabel(ends[returns]);
        giveBack();
        super.visitLabel(own[++returns]);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label end = new Label();
        super.visitLabel(end);
        if (exit != null) {
            if (plan.advice.whenThrown()) {
                endByException(exit, end);
            }
            if (plan.returns > 0) {
                handler(dropped, variables.caught(variables.result()));
                giveBack();
            }
        }
        int operands = Math.max(Math.max(maxStack, 1), size(enter));
        super.visitMaxs(operands + Math.max(size(replaced), size(exit)), variables.count());
    }

    private void endByException(Call call, Label end) {
        Label thrown = new Label();
        Label begin = new Label();
        Label on = new Label();
        Label failed = new Label();
        for (int i = 0; i < own.length; i++) {
            Label until = i < plan.returns ? ends[i] : end;
            if (own[i].getOffset() < until.getOffset()) {
                super.visitTryCatchBlock(own[i], until, thrown, THROWABLE); // goes behind the method's own
            }
        }
        super.visitTryCatchBlock(begin, on, failed, THROWABLE);
        super.visitLabel(thrown);
        frame(variables.caught(null), THROWABLE);
        super.visitVarInsn(Opcodes.ASTORE, variables.spare());
        super.visitLabel(begin);
        call(call, THROWN);
        super.visitLabel(on);
        super.visitVarInsn(Opcodes.ALOAD, variables.spare());
        super.visitInsn(Opcodes.ATHROW);
        handler(failed, variables.caught(THROWN));
        super.visitVarInsn(Opcodes.ALOAD, variables.spare());
        super.visitInsn(Opcodes.ATHROW);
    }

    private void giveBack() {
        Type result = variables.result();
        if (result != Type.VOID_TYPE) {
            super.visitVarInsn(result.getOpcode(Opcodes.ILOAD), variables.spare());
        }
        super.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    /** Drops what a call of ours threw. */
    private void handler(Label start, Object[] locals) {
        super.visitLabel(start);
        frame(locals, THROWABLE);
        super.visitInsn(Opcodes.POP);
    }

    private void frame(Object[] locals, Object... stack) {
        if (frames) {
            super.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
        }
    }

    /** Calls a probe, at the method's end if {@code spare} is given: the type of what is in that variable. */
    private void call(Call call, @Nullable Type spare) {
        Type[] parameters = Type.getArgumentTypes(call.descriptor());
        for (int i = 0; i < parameters.length; i++) {
            load(call.operands().get(i), parameters[i], spare);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, call.owner(), call.probe(), call.descriptor(), false);
    }

    private void load(Operand operand, Type parameter, @Nullable Type spare) {
        Type type = variables.type(operand, parameter);
        switch (operand.source()) {
            case THIS -> super.visitVarInsn(Opcodes.ALOAD, 0);
            case ARGUMENT -> {
                int slot = spare == null ? variables.argument(operand) : variables.kept(operand);
                super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            }
            case FIELD -> {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitFieldInsn(Opcodes.GETFIELD, variables.owner(), operand.field(), type.getDescriptor());
            }
            case NUMBER -> super.visitInsn(Opcodes.ICONST_0 + operand.number());
            case TOKEN -> super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variables.tokenSlot());
            case RETURNED -> super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variables.spare());
            case THROWN -> {
                if (spare == THROWN) {
                    super.visitVarInsn(Opcodes.ALOAD, variables.spare());
                } else {
                    super.visitInsn(Opcodes.ACONST_NULL);
                }
            }
        }
    }

    private static int size(@Nullable Call call) {
        return call == null ? 0 : Type.getArgumentsAndReturnSizes(call.descriptor()) >> 2;
    }

    private static Label[] labels(int count) {
        Label[] labels = new Label[count];
        for (int i = 0; i < count; i++) {
            labels[i] = new Label();
        }
        return labels;
    }
}
