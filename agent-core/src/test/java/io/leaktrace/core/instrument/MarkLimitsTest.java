/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Classes at the limits of the format, which no compiler is likely to make. */
final class MarkLimitsTest {
    private static final String MARKS = RecordedMarks.class.getName().replace('.', '/');

    @BeforeEach
    void reset() {
        RecordedMarks.reset();
    }

    @Test
    void reachesVariablesBeyondTheFirst256() throws Exception {
        for (int locals : new int[] {1, 254, 255, 256, 4_000}) {
            RecordedMarks.reset();
            assertThat(run(generate(Opcodes.V17, method -> {
                        call(method);
                        method.visitVarInsn(Opcodes.ISTORE, locals - 1);
                        method.visitVarInsn(Opcodes.ILOAD, locals - 1);
                        method.visitInsn(Opcodes.IRETURN);
                        method.visitMaxs(1, locals);
                    })))
                    .isEqualTo(42);
            assertThat(RecordedMarks.seen()).hasSize(1).doesNotContain(0L);
        }
    }

    @Test
    void leavesMethodsAloneThatHaveAllVariablesAMethodCanHave() {
        assertThat(rewrite(generate(Opcodes.V17, method -> {
                    call(method);
                    method.visitInsn(Opcodes.IRETURN);
                    method.visitMaxs(1, 65_535);
                })))
                .isNull();
    }

    @Test
    void leavesMethodsAloneThatWouldGrowTooLargeToBeCompiled() throws Exception {
        assertThat(rewrite(ofSize(7_990))).isNull();
        assertThat(rewrite(ofSize(65_500))).isNull();
        assertThat(run(ofSize(7_000))).isEqualTo(42);
        assertThat(run(ofSize(9_000))).isEqualTo(42);
        assertThat(RecordedMarks.seen()).hasSize(2).doesNotContain(0L);
    }

    @Test
    void leavesClassesAloneThatHaveAllConstantsAClassCanHave() {
        ClassWriter writer = writer(Opcodes.V17);
        for (int i = 0; writer.newUTF8("constant " + i) < 65_500; i++) {
            continue;
        }
        byte[] full = finish(writer, method -> {
            call(method);
            method.visitInsn(Opcodes.IRETURN);
            method.visitMaxs(1, 0);
        });
        assertThat(new CallSites(100_000).rewrite(full, CallSites.RUNNABLE, true))
                .isNotNull();
        for (int i = 0; writer.newUTF8("further " + i) < 65_530; i++) {
            continue;
        }
        assertThat(rewrite(writer.toByteArray())).isNull();
    }

    @Test
    void marksClassesOfOldCompilers() throws Exception {
        assertThat(run(generate(Opcodes.V1_4, method -> {
                    Label subroutine = new Label();
                    Label after = new Label();
                    method.visitJumpInsn(Opcodes.JSR, subroutine);
                    method.visitJumpInsn(Opcodes.JSR, subroutine);
                    method.visitJumpInsn(Opcodes.GOTO, after);
                    method.visitLabel(subroutine);
                    method.visitVarInsn(Opcodes.ASTORE, 0);
                    call(method);
                    method.visitVarInsn(Opcodes.ISTORE, 1);
                    method.visitVarInsn(Opcodes.RET, 0);
                    method.visitLabel(after);
                    method.visitVarInsn(Opcodes.ILOAD, 1);
                    method.visitInsn(Opcodes.IRETURN);
                    method.visitMaxs(1, 2);
                })))
                .isEqualTo(42);
        assertThat(RecordedMarks.seen()).hasSize(2).doesNotContain(0L);
    }

    @Test
    void marksCallsWithHalfMadeObjectsOnTheStack() throws Exception {
        assertThat(run(generate(Opcodes.V17, method -> {
                    method.visitTypeInsn(Opcodes.NEW, "java/lang/Integer");
                    method.visitInsn(Opcodes.DUP);
                    call(method);
                    method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Integer", "<init>", "(I)V", false);
                    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
                    method.visitInsn(Opcodes.IRETURN);
                    method.visitMaxs(3, 0);
                })))
                .isEqualTo(42);
        assertThat(RecordedMarks.seen()).hasSize(1).doesNotContain(0L);
    }

    private static byte[] ofSize(int size) {
        return generate(Opcodes.V17, method -> {
            call(method);
            for (int i = 6; i < size; i++) {
                method.visitInsn(Opcodes.NOP);
            }
            method.visitInsn(Opcodes.IRETURN);
            method.visitMaxs(1, 0);
        });
    }

    private static void call(MethodVisitor method) {
        method.visitIntInsn(Opcodes.BIPUSH, 42);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, MARKS, "execute", "(I)I", false);
    }

    private static byte[] generate(int version, Consumer<MethodVisitor> code) {
        return finish(writer(version), code);
    }

    private static ClassWriter writer(int version) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, MARKS + "Generated", null, "java/lang/Object", null);
        return writer;
    }

    private static byte[] finish(ClassWriter writer, Consumer<MethodVisitor> code) {
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "generated", "()I", null, null);
        method.visitCode();
        code.accept(method);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] rewrite(byte[] classFile) {
        return Rewritten.rewrite(classFile);
    }

    private static Object run(byte[] classFile) throws Exception {
        byte[] rewritten = rewrite(classFile);
        assertThat(rewritten).as("rewritten").isNotNull();
        Class<?> type = new Rewritten(MarkLimitsTest.class).define(rewritten);
        return type.getMethod("generated").invoke(null);
    }
}
