/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.bootstrap.Probes;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/** What the compiler cannot check: the names in the table are names of probes. */
final class AdviceTest {
    @Test
    void callsProbesThatExistWithAsManyOperandsAsTheyTake() throws IllegalAccessException {
        for (Call call : calls()) {
            assertThat(Probes.class.getMethods())
                    .as("%s%s", call.probe(), call.descriptor())
                    .anyMatch(method -> isMeant(method, call));
            assertThat(call.operands()).as("%s", call.probe()).hasSize(Type.getArgumentTypes(call.descriptor()).length);
        }
    }

    @Test
    void passesOnlyTokensThatItGot() throws IllegalAccessException {
        for (Advice advice : all()) {
            if (advice.exit() != null && advice.exit().operands().contains(Operand.TOKEN)) {
                assertThat(advice.enter()).as("%s", advice).isNotNull();
                assertThat(advice.enter().result())
                        .isEqualTo(Type.getArgumentTypes(advice.exit().descriptor())[0]);
            }
        }
    }

    /** Where a method ends by an exception, nothing else is at hand. */
    @Test
    void tellsOfExceptionsByTokenAndExceptionOnly() throws IllegalAccessException {
        for (Advice advice : all()) {
            if (advice.whenThrown() && advice.exit() != null) {
                assertThat(advice.exit().operands()).as("%s", advice).isSubsetOf(Operand.TOKEN, Operand.THROWN);
            }
        }
    }

    private static boolean isMeant(Method method, Call call) {
        return method.getName().equals(call.probe())
                && Type.getMethodDescriptor(method).equals(call.descriptor())
                && Type.getInternalName(method.getDeclaringClass()).equals(call.owner());
    }

    private static List<Call> calls() throws IllegalAccessException {
        List<Call> calls = new ArrayList<>();
        for (Advice advice : all()) {
            calls.addAll(Arrays.asList(advice.enter(), advice.replaced(), advice.exit()));
        }
        calls.removeIf(call -> call == null);
        assertThat(calls).hasSizeGreaterThan(40);
        return calls;
    }

    private static List<Advice> all() throws IllegalAccessException {
        List<Advice> all = new ArrayList<>();
        for (Field field : Advice.class.getDeclaredFields()) {
            if (field.getType() == Advice.class) {
                field.setAccessible(true);
                all.add((Advice) field.get(null));
            }
        }
        return all;
    }
}
