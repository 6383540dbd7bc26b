/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

final class TargetsTest {
    @Test
    void matchesAMethodOfThisJdkWithEveryRow() throws IOException {
        for (Target row : Targets.forJdk(Runtime.version().feature())) {
            Weaver weaver = new Weaver(classFile(row.type()), List.of(row), false);

            assertThat(weaver.matched(0)).as("%s in %s", row.hook(), row.type()).isPositive();
        }
    }

    @Test
    void weavesEveryClassOfThisJdkWithAllItsRows() throws IOException {
        List<Target> rows = Targets.forJdk(Runtime.version().feature());
        for (String type : rows.stream().map(Target::type).distinct().toList()) {
            List<Target> ofType =
                    rows.stream().filter(row -> row.type().equals(type)).toList();

            byte[] woven = new Weaver(classFile(type), ofType, false).weave();

            assertThat(woven).as(type).isNotNull();
            assertThat(probes(woven))
                    .as("the JDK's own code puts nothing in the place of its arguments: %s", type)
                    .isNotEmpty()
                    .doesNotContain("replaced");
        }
    }

    private static Set<String> probes(byte[] woven) {
        Set<String> called = new TreeSet<>();
        ClassVisitor visitor = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String shape, String generic, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(
                            int opcode, String owner, String probe, String shape, boolean ofInterface) {
                        if (owner.equals(CallSites.PROBES)) {
                            called.add(probe);
                        }
                    }
                };
            }
        };
        new ClassReader(woven).accept(visitor, 0);
        return called;
    }

    private static byte[] classFile(String type) throws IOException {
        try (InputStream in = Object.class.getResourceAsStream("/" + type.replace('.', '/') + ".class")) {
            assertThat(in).as(type).isNotNull();
            return in.readAllBytes();
        }
    }
}
