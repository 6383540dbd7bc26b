/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.List;
import net.bytebuddy.jar.asm.Type;

/**
 * A call of a probe.
 *
 * @param owner internal name of the class of the probe
 * @param probe its name
 * @param descriptor its parameters and result, as in a class file
 * @param operands what it is given
 */
record Call(String owner, String probe, String descriptor, List<Operand> operands) {
    private static final String PROBES = "io/leaktrace/bootstrap/Probes";

    static Call of(String probe, String descriptor, Operand... operands) {
        return new Call(PROBES, probe, descriptor, List.of(operands));
    }

    Type result() {
        return Type.getReturnType(descriptor);
    }

    boolean takes(Operand.Source source) {
        for (Operand operand : operands) {
            if (operand.source() == source) {
                return true;
            }
        }
        return false;
    }
}
