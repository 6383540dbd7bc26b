/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CallSitesTest {
    @BeforeEach
    void reset() {
        RecordedMarks.reset();
    }

    @Test
    void leavesArgumentsAndResultsOfAnyTypeAlone() throws Exception {
        assertThat(run(Submitters.EveryType.class, "returned")).isEqualTo(List.of(3, 6L, 3.0, 8f, "one!"));
        assertThat(RecordedMarks.seen()).hasSize(5).doesNotHaveDuplicates().allMatch(mark -> mark > 0);
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void marksCallsInsideOfTheArgumentsOfAnother() throws Exception {
        assertThat(run(Submitters.EveryType.class, "nested")).isEqualTo("a7b");
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void letsExceptionsThrough() throws Exception {
        assertThat(run(Submitters.EveryType.class, "caught")).isEqualTo("before, the library's own, after");
    }

    @Test
    void leavesLoopsAndLocalVariablesAlone() throws Exception {
        assertThat(run(Submitters.EveryType.class, "looped")).isEqualTo(3);
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void tellsTheCallersOfAPrivateMethodApart() throws Exception {
        run(Submitters.PrivateHelper.class, "callers");
        assertThat(RecordedMarks.seen()).hasSize(5).doesNotHaveDuplicates();
        assertThat(RecordedMarks.seen()).extracting(RecordedMarks::depth).containsExactly(3, 3, 3, 3, 2);
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void marksNoMoreLevelsThanAMarkHolds() throws Exception {
        run(Submitters.DeepHelper.class, "outermost");
        assertThat(RecordedMarks.seen()).hasSize(2);
        assertThat(RecordedMarks.seen()).extracting(RecordedMarks::depth).containsExactly(3, 3);
    }

    @Test
    void tellsTheCallersOfAMethodApartThatSubmitsInALambda() throws Exception {
        run(Submitters.ThroughLambda.class, "callers");
        assertThat(RecordedMarks.seen()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void marksCallsBeforeTheConstructorOfTheSuperclassIsCalledAndInInitialisers() throws Exception {
        assertThat(run(Submitters.InConstructor.class, "sum")).isEqualTo(5 + 6 + 8);
        assertThat(RecordedMarks.seen()).hasSize(3).doesNotHaveDuplicates();
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void marksCallsInInterfaces() throws Exception {
        assertThat(run(Submitters.InInterface.class, "sum")).isEqualTo(10 + 20 + 30);
        assertThat(RecordedMarks.seen()).hasSize(3).doesNotHaveDuplicates();
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void survivesRecursion() throws Exception {
        run(Submitters.Recursion.class, "start");
        assertThat(RecordedMarks.seen()).hasSize(5);
        assertThat(RecordedMarks.now()).isZero();
    }

    @Test
    void leavesForksInsideOfForkJoinTasksAlone() throws Exception {
        assertThat(Rewritten.rewrite(Rewritten.bytesOf(Submitters.Forks.class))).isNull();
    }

    @Test
    void marksNothingTwice() throws Exception {
        byte[] once = Rewritten.rewrite(Rewritten.bytesOf(Submitters.PrivateHelper.class));
        assertThat(once).isNotNull();
        assertThat(Rewritten.rewrite(once)).isNull();
    }

    @Test
    void givesNoCallTheNumberZero() throws Exception {
        byte[] original = Rewritten.bytesOf(Submitters.EveryType.class);
        int largest = (1 << 21) - 1;
        byte[] wrapping = new CallSites(largest - 1).rewrite(original, CallSites.RUNNABLE, true);
        assertThat(numbersIn(wrapping).get(0)).isEqualTo(largest);
        assertThat(numbersIn(wrapping).get(1)).isEqualTo(1);
    }

    @Test
    void leavesTablesForDebuggersAsTheyAre() throws Exception {
        byte[] original = Rewritten.bytesOf(Submitters.EveryType.class);
        assertThat(tablesOf(Rewritten.rewrite(original))).isNotEmpty().isEqualTo(tablesOf(original));
    }

    private static Object run(Class<?> type, String method) throws Exception {
        return new Rewritten(Submitters.class).call(type, method);
    }

    private static List<Integer> numbersIn(byte[] classFile) {
        List<Integer> numbers = new java.util.ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(int a, String n, String d, String s, String[] e) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    private int last;

                                    @Override
                                    public void visitIntInsn(int opcode, int operand) {
                                        last = operand;
                                    }

                                    @Override
                                    public void visitLdcInsn(Object value) {
                                        last = value instanceof Integer number ? number : 0;
                                    }

                                    @Override
                                    public void visitMethodInsn(int o, String type, String name, String d, boolean i) {
                                        if (name.equals("entering")) {
                                            numbers.add(last);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return numbers;
    }

    /** Lines, and names and slots of local variables, in their order. */
    private static List<String> tablesOf(byte[] classFile) {
        List<String> tables = new java.util.ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(int a, String n, String d, String s, String[] e) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitLineNumber(int line, Label start) {
                                        tables.add("line " + line);
                                    }

                                    @Override
                                    public void visitLocalVariable(
                                            String name, String type, String sign, Label from, Label to, int index) {
                                        tables.add(name + " " + type + " " + index);
                                    }
                                };
                            }
                        },
                        0);
        return tables;
    }
}
