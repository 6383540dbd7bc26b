/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Opcodes;

/** Says which calls, and which lambdas made of a method, run a task of this type. */
record RunCalls(String owner) {
    boolean contain(int opcode, String type, String method, String shape) {
        return type.equals(owner) && method.equals("run") && shape.equals("()V") && opcode != Opcodes.INVOKESPECIAL;
    }

    /** {@code Runnable::run} and {@code task::run}; not the serializable kind, which is matched by its name. */
    static boolean contain(Handle bootstrap, Object argument) {
        return argument instanceof Handle handle
                && handle.getTag() == Opcodes.H_INVOKEINTERFACE
                && handle.getOwner().equals(CallSites.RUNNABLE)
                && handle.getName().equals("run")
                && bootstrap.getName().equals("metafactory");
    }
}
