/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads woven classes, so that the JVM verifies them, and runs them. */
final class WeaverTest {
    private static final Operand FIRST = Operand.argument(0);
    private static final Advice AROUND = new Advice(
            note("entered", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;", Operand.THIS, FIRST),
            note("left", "(Ljava/lang/Object;Ljava/lang/Throwable;)V", Operand.TOKEN, Operand.THROWN),
            true);
    private static final Advice REPLACED = new Advice(
            AROUND.enter(),
            note("replaced", "(Ljava/lang/Object;Ljava/lang/Object;)V", Operand.TOKEN, FIRST),
            AROUND.exit(),
            true);
    private static final Advice COUNTING =
            new Advice(note("counted", "(I)I", Operand.number(2)), note("leftNumber", "(I)V", Operand.TOKEN), true);
    private static final Advice RETURNED = new Advice(
            null, note("returned", "(Ljava/lang/Object;Ljava/lang/Object;)V", FIRST, Operand.RETURNED), false);
    private static final Advice MADE =
            new Advice(null, note("made", "(Ljava/lang/Object;Ljava/lang/Object;)V", Operand.THIS, FIRST), false);

    @BeforeEach
    void forgetNotes() {
        Notes.SAID.clear();
        Notes.LINES.clear();
        Notes.failing = false;
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, nothing",
        "noResult,",
        "number, 42",
        "big, 21",
        "real, 0.5",
        "small, 0.25",
        "loop, done",
        "catches, it",
        "lastly, it",
        "locked, it"
    })
    void callsTheProbesAroundMethodsOfEveryShape(String method, String result) throws Exception {
        assertThat(String.valueOf(call(AROUND, method))).isEqualTo(String.valueOf(result));
        assertThat(Notes.SAID).containsExactly("entered Shapes it", "left token");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, nothing",
        "noResult,",
        "number, 42",
        "big, 21",
        "real, 0.5",
        "small, 0.25",
        "loop, done",
        "catches, it",
        "lastly, it",
        "locked, it"
    })
    void whatProbesThrowDisturbsNothing(String method, String result) throws Exception {
        Notes.failing = true;

        assertThat(String.valueOf(call(AROUND, method))).isEqualTo(String.valueOf(result));
        assertThat(Notes.SAID).containsExactly("entered Shapes it", "left null");
    }

    @ParameterizedTest
    @CsvSource({"true, null", "false, token"})
    void exceptionsOfTheMethodGoOnAndAreTold(boolean failing, String token) {
        Notes.failing = failing;

        assertThatThrownBy(() -> call(AROUND, "throwing"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessage("no luck");
        assertThat(Notes.SAID).containsExactly("entered Shapes it", "left " + token + " by no luck");
    }

    @Test
    void aStackThatOverflowsDoesSoInTheOwnCode() {
        assertThatThrownBy(() -> call(AROUND, "deep")).hasCauseInstanceOf(StackOverflowError.class);
    }

    @ParameterizedTest
    @CsvSource({"false, token", "true, null"})
    void tellsWhatIsPutInThePlaceOfAnArgument(boolean failing, String token) throws Exception {
        Notes.failing = failing;

        assertThat(call(REPLACED, "loop")).isEqualTo("done");
        assertThat(Notes.SAID).containsExactly("entered Shapes it", "replaced by null after " + token, "left " + token);
    }

    @Test
    void doesSoAmongTheMethodsOwnHandlers() throws Exception {
        assertThat(call(REPLACED, "lastly")).isEqualTo("it");
        assertThat(Notes.SAID).containsExactly("entered Shapes it", "replaced by null after token", "left token");
    }

    /** An agent's code has no line, or the first; what the host itself does to its argument later is its own affair. */
    @ParameterizedTest
    @CsvSource({"true, false, 1", "true, true, 1", "false, true, 0", "false, false, 0"})
    void inClassesOfTheHostOnlyBeforeTheOwnCode(boolean lines, boolean firstLine, int told) throws Exception {
        byte[] wrapping = wrappingAndDraining(lines, firstLine);
        Class<?> woven = load("Generated", weave(wrapping, REPLACED, Methods.named("method"), true));

        Object made = woven.getConstructor().newInstance();
        assertThat(woven.getMethod("method", Object.class).invoke(made, "it")).isEqualTo("from the queue");
        assertThat(Notes.SAID).filteredOn(note -> note.startsWith("replaced")).hasSize(told);
        assertThat(Notes.SAID)
                .filteredOn(note -> note.startsWith("replaced"))
                .allMatch(note -> note.equals("replaced by wrapper after token"));
    }

    /** Begins with what an agent put there. */
    private static byte[] wrappingAndDraining(boolean lines, boolean firstLine) {
        ClassWriter writer = generated(61);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "method", "(Ljava/lang/Object;)Ljava/lang/Object;", null, null);
        if (firstLine) {
            line(method, 10);
        }
        method.visitLdcInsn("wrapper");
        method.visitVarInsn(Opcodes.ASTORE, 1);
        if (lines) {
            line(method, 10);
            method.visitInsn(Opcodes.NOP);
            line(method, 11);
        }
        method.visitLdcInsn("from the queue");
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 2);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void line(MethodVisitor method, int line) {
        Label label = new Label();
        method.visitLabel(label);
        method.visitLineNumber(line, label);
    }

    @Test
    void saysNothingOfAnObjectThatIsNotConstructedYet() throws Exception {
        Class<?> woven = load("Generated", weave(storingUnmade(), REPLACED, Methods.named("method")));

        Object made = woven.getConstructor().newInstance();
        assertThat(woven.getMethod("method", Object.class).invoke(made, "it")).isEqualTo("again");
        assertThat(Notes.SAID).containsExactly("entered Generated it", "replaced by again after token", "left token");
    }

    /** Stores an object before its constructor is called, which no Java compiler does, and then another one. */
    private static byte[] storingUnmade() {
        ClassWriter writer = generated(61);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "method", "(Ljava/lang/Object;)Ljava/lang/Object;", null, null);
        method.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
        method.visitInsn(Opcodes.DUP);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        method.visitLdcInsn("again");
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(2, 2);
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void countsAroundStaticMethods() throws Exception {
        assertThat(call(COUNTING, "ofNobody")).isEqualTo("it");
        assertThat(Notes.SAID).containsExactly("counted 2", "left 3");
    }

    @Test
    void tellsArgumentsAsTheyWereAtTheStart() throws Exception {
        assertThat(call(RETURNED, "loop")).isEqualTo("done");
        assertThat(Notes.SAID).containsExactly("returned done for it");
    }

    @Test
    void tellsOfConstructorsAtTheirEnd() throws Exception {
        Class<?> woven = woven(MADE, Methods.constructor().taking(2));

        woven.getConstructor(Object.class).newInstance("it");
        woven.getConstructor(Object.class).newInstance((Object) null);
        Notes.failing = true;
        woven.getConstructor(Object.class).newInstance("it");

        assertThat(Notes.SAID).containsExactly("made Shapes of it", "made Shapes of null", "made Shapes of it");
    }

    @Test
    void showsALineOfTheMethodInStacksOfProbes() throws Exception {
        call(AROUND, "noResult");

        assertThat(Notes.LINES).hasSize(2).allMatch(line -> line > 0);
    }

    @Test
    void leavesOtherMethodsAsTheyAre() throws Exception {
        assertThat(new Weaver(shapes(), List.of(row(Methods.named("absent"), AROUND)), false).weave())
                .isNull();
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        Advice noSuchArgument = new Advice(note("counted", "(I)I", Operand.argument(7)), null, false);
        Advice noNumber = new Advice(note("counted", "(I)I", FIRST), null, false);
        Advice noSuchField = new Advice(note("counted", "(I)I", Operand.field("absent")), null, false);

        for (Advice advice : List.of(noSuchArgument, noNumber, noSuchField)) {
            assertThatThrownBy(() -> woven(advice, Methods.named("number"))).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> woven(AROUND, Methods.named("ofNobody"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> woven(AROUND, Methods.constructor())).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"48", "49", "50", "52", "61"})
    void copesWithValuesLeftOnTheStackAtReturns(int version) throws Exception {
        Class<?> woven = load("Generated", weave(leavingValues(version), AROUND, Methods.named("method")));

        Object made = woven.getConstructor().newInstance();
        assertThat(woven.getMethod("method", Object.class).invoke(made, "it")).isEqualTo("it");
        assertThat(Notes.SAID).containsExactly("entered Generated it", "left token");
    }

    /** As compilers of other languages write it, and before Java 6 without frames. */
    private static byte[] leavingValues(int version) {
        ClassWriter writer = generated(version);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "method", "(Ljava/lang/Object;)Ljava/lang/Object;", null, null);
        Label absent = new Label();
        method.visitInsn(Opcodes.LCONST_1);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitJumpInsn(Opcodes.IFNULL, absent);
        method.visitInsn(Opcodes.ICONST_5);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitInsn(Opcodes.ARETURN);
        method.visitLabel(absent);
        if (version >= Opcodes.V1_6) {
            method.visitFrame(
                    Opcodes.F_FULL, 2, new Object[] {"Generated", "java/lang/Object"}, 1, new Object[] {Opcodes.LONG});
        }
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(4, 2);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static ClassWriter generated(int version) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "Generated", null, "java/lang/Object", null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        return writer;
    }

    private static Object call(Advice advice, String method) throws Exception {
        Class<?> woven = woven(advice, Methods.named(method));
        Object made = woven.getConstructor().newInstance();
        return woven.getMethod(method, Object.class).invoke(made, "it");
    }

    private static Class<?> woven(Advice advice, Methods methods) throws Exception {
        return load(Shapes.class.getName(), weave(shapes(), advice, methods));
    }

    private static byte[] weave(byte[] classFile, Advice advice, Methods methods) {
        return weave(classFile, advice, methods, false);
    }

    private static byte[] weave(byte[] classFile, Advice advice, Methods methods, boolean ofHost) {
        byte[] woven = new Weaver(classFile, List.of(row(methods, advice)), ofHost).weave();
        assertThat(woven).isNotNull();
        return woven;
    }

    private static Class<?> load(String name, byte[] classFile) throws ClassNotFoundException {
        ClassLoader loader = new ClassLoader(WeaverTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
                return wanted.equals(name)
                        ? defineClass(name, classFile, 0, classFile.length)
                        : super.loadClass(wanted, resolve);
            }
        };
        return loader.loadClass(name);
    }

    private static byte[] shapes() throws Exception {
        try (InputStream in = Shapes.class.getResourceAsStream("Shapes.class")) {
            return in.readAllBytes();
        }
    }

    private static Target row(Methods methods, Advice advice) {
        return new Target("test", "any", methods, advice, 17, 17);
    }

    private static Call note(String name, String descriptor, Operand... operands) {
        return new Call(Type.getInternalName(Notes.class), name, descriptor, List.of(operands));
    }
}
