/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

final class HostTargetsTest {
    private static final String LOOP = "io/netty/util/concurrent/AbstractScheduledEventExecutor";

    @Test
    void knowsClassesOfLibrariesByTheEndOfTheirNames() {
        ClassFile look = new ClassFile(classWith("schedule", "(Ljava/lang/Object;)Ljava/lang/Object;"));

        assertThat(HostTargets.of(LOOP, look)).isNotEmpty().isEqualTo(HostTargets.of("shaded/" + LOOP, look));
        assertThat(HostTargets.of("com/acme/Orders", look)).isEmpty();
        assertThat(HostTargets.of("com/acme/My" + LOOP.substring(LOOP.lastIndexOf('/') + 1), look))
                .isEmpty();
    }

    @Test
    void knowsDispatchersByTheirShapeWhereverKotlinIs() {
        for (String kotlin : List.of("", "shaded/")) {
            byte[] content =
                    classWith("dispatch", "(L" + kotlin + "kotlin/coroutines/CoroutineContext;Ljava/lang/Runnable;)V");
            List<Target> rows = HostTargets.of("com/acme/Dispatcher", new ClassFile(content));

            assertThat(rows).hasSize(1);
            assertThat(new Weaver(content, rows, true).matched(0)).isOne();
        }
        assertThat(HostTargets.of(
                        "com/acme/Events",
                        new ClassFile(classWith("dispatch", "(Ljava/lang/Object;Ljava/lang/Runnable;)V"))))
                .isEmpty();
    }

    @Test
    void weavesALibrarysClassBesideItsShape() {
        ClassWriter writer = begin();
        method(writer, "execute", "(Ljava/lang/Runnable;)V");
        method(writer, "dispatch", "(Ljava/lang/Runnable;ZZ)V");
        method(writer, "runSafely", "(Lkotlinx/coroutines/scheduling/Task;)V");
        byte[] content = writer.toByteArray();
        List<Target> rows = HostTargets.of("kotlinx/coroutines/scheduling/CoroutineScheduler", new ClassFile(content));
        Weaver weaver = new Weaver(content, rows, true);

        assertThat(rows).hasSize(3);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(weaver.matched(i)).isOne();
        }
        assertThat(weaver.weave()).isNotNull();
    }

    private static byte[] classWith(String method, String descriptor) {
        ClassWriter writer = begin();
        method(writer, method, descriptor);
        return writer.toByteArray();
    }

    private static ClassWriter begin() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Some", null, "java/lang/Object", null);
        return writer;
    }

    private static void method(ClassWriter writer, String name, String descriptor) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
        method.visitCode();
        Label line = new Label();
        method.visitLabel(line);
        method.visitLineNumber(1, line);
        if (descriptor.endsWith("V")) {
            method.visitInsn(Opcodes.RETURN);
        } else {
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ARETURN);
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
