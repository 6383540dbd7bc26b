/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import io.leaktrace.bootstrap.Probes;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassTooLargeException;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Changes calls in classes of the host. Calls of {@code Runnable.run()} (and, in the timer, of {@code TimerTask.run()})
 * are replaced by a call of the probe that makes the call and notes begin and end: this is how the start of a task is
 * seen in executors that LeakTrace knows nothing about. Calls that may lead to a submission are put between two probes
 * which note that the thread is inside of them: this is how submissions from different lines are told apart without a
 * look at the stack. Either way no frame of the method changes. Any thread.
 */
final class CallSites {
    static final String PROBES = "io/leaktrace/bootstrap/Probes";
    static final String ENTERING = "entering";
    static final String RUNNABLE = "java/lang/Runnable";
    static final String TIMER_TASK = "java/util/TimerTask";

    private static final int NUMBERS = (1 << Probes.CALL_SITE_BITS) - 1;

    private final AtomicInteger lastNumber;

    CallSites(int lastNumber) {
        this.lastNumber = new AtomicInteger(lastNumber);
    }

    /**
     * The class with its calls changed, or null if none is to be.
     *
     * @param runs the type whose {@code run()} is replaced
     * @param marks whether calls that may lead to a submission are marked
     */
    byte @Nullable [] rewrite(byte[] classFile, String runs, boolean marks) {
        ClassReader reader = new ClassReader(classFile);
        RunCalls runCalls = new RunCalls(runs);
        CallPlan plan = CallPlan.of(reader, runCalls, marks);
        if (plan.isEmpty()) {
            return null;
        }
        try {
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Rewriter(writer, plan, runCalls), 0);
            return writer.toByteArray();
        } catch (ClassTooLargeException | MethodTooLargeException full) {
            if (marks) {
                return rewrite(classFile, runs, false);
            }
            throw full;
        }
    }

    /** Whether a class calls {@code Runnable.run()}. */
    static boolean runs(byte[] classFile) {
        return !CallPlan.of(new ClassReader(classFile), new RunCalls(RUNNABLE), false)
                .isEmpty();
    }

    /** Numbers of call sites begin again after two millions: by then, the same three in a row are still improbable. */
    int nextNumber() {
        int number = lastNumber.incrementAndGet() & NUMBERS;
        return number == 0 ? nextNumber() : number;
    }

    private final class Rewriter extends ClassVisitor {
        private final CallPlan plan;
        private final RunCalls runs;
        private int method;

        Rewriter(ClassVisitor next, CallPlan plan, RunCalls runs) {
            super(Opcodes.ASM9, next);
            this.plan = plan;
            this.runs = runs;
        }

        /** A method that is not to be changed goes straight to the writer, which copies it as it is. */
        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            int index = method++;
            return plan.changes(index) ? new MethodRewriter(next, plan, index, runs, CallSites.this) : next;
        }
    }
}
