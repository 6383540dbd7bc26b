/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to the methods of one class, found out by reading it before it is changed. A mark tells three
 * calls apart: the one that may submit, and two around it. So calls of the class's own methods are marked too, if these
 * submit, or call one that does: then the callers of a private method that submits can be told apart.
 */
final class CallPlan extends ClassVisitor {
    private static final int LEVELS_OF_OWN_CALLS = 2;

    private final RunCalls runs;
    private final List<Body> bodies = new ArrayList<>();
    /** Own methods whose calls are marked. */
    private final Set<String> leading = new HashSet<>();

    private String type = "";
    private String superclass = "";
    private boolean markedBefore;

    /** One method. */
    private static final class Body {
        private final String key;
        private final List<String> ownCalls = new ArrayList<>();
        private final List<String> lambdas = new ArrayList<>();
        private int submits;
        private boolean runs;
        private boolean marks;
        private int locals;

        Body(String key) {
            this.key = key;
        }
    }

    private CallPlan(RunCalls runs) {
        super(Opcodes.ASM9);
        this.runs = runs;
    }

    /** Reads a class. */
    static CallPlan of(ClassReader reader, RunCalls runs, boolean marks) {
        CallPlan plan = new CallPlan(runs);
        reader.accept(plan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (marks && !plan.markedBefore) {
            plan.findLeading();
            plan.choose(new MethodSizes(reader));
        }
        return plan;
    }

    /** Whether nothing is to be done. */
    boolean isEmpty() {
        for (int i = 0; i < bodies.size(); i++) {
            if (changes(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a method, by its place in the class, is to be changed at all. */
    boolean changes(int method) {
        return bodies.get(method).runs || bodies.get(method).marks;
    }

    /** Whether calls in a method are to be marked. */
    boolean marks(int method) {
        return bodies.get(method).marks;
    }

    /** The first local variable that a method with marks does not use itself. */
    int freeLocal(int method) {
        return bodies.get(method).locals;
    }

    /** Whether this call is to be marked, in a method where calls are. */
    boolean marks(String owner, String name, String shape) {
        return submits(owner, name, shape)
                || (owner.equals(type) && name.charAt(0) != '<' && leading.contains(name + shape));
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        type = name;
        superclass = superName == null ? "" : superName;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Body body = new Body(name + descriptor);
        bodies.add(body);
        return new Reading(body);
    }

    private final class Reading extends MethodVisitor {
        private final Body body;

        Reading(Body body) {
            super(Opcodes.ASM9);
            this.body = body;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String shape, boolean isInterface) {
            if (runs.contain(opcode, owner, name, shape)) {
                body.runs = true;
            } else if (submits(owner, name, shape)) {
                body.submits++;
            } else if (owner.equals(type) && name.charAt(0) != '<') {
                body.ownCalls.add(name + shape);
            } else if (owner.equals(CallSites.PROBES) && name.equals(CallSites.ENTERING)) {
                markedBefore = true;
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String factory, String shape, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                body.runs |= RunCalls.contain(bootstrap, argument);
                if (argument instanceof Handle handle && handle.getOwner().equals(type)) {
                    body.lambdas.add(handle.getName() + handle.getDesc());
                }
            }
        }

        @Override
        public void visitMaxs(int operands, int locals) {
            body.locals = locals;
        }
    }

    private boolean submits(String owner, String name, String shape) {
        return SubmittingCalls.contain(owner, name, shape) && !SubmittingCalls.isInnerFork(superclass, name);
    }

    private void findLeading() {
        Set<String> level = new HashSet<>();
        for (Body body : bodies) {
            if (body.submits > 0) {
                level.add(body.key);
            }
        }
        for (int i = 0; i < LEVELS_OF_OWN_CALLS && !level.isEmpty(); i++) {
            addMakersOfLambdas(level);
            leading.addAll(level);
            Set<String> callers = new HashSet<>();
            for (Body body : bodies) {
                if (!leading.contains(body.key) && containsAny(level, body.ownCalls)) {
                    callers.add(body.key);
                }
            }
            level = callers;
        }
    }

    /** A method that makes a lambda which submits usually has it run before it returns, as {@code forEach} does. */
    private void addMakersOfLambdas(Set<String> level) {
        boolean found;
        do {
            found = false;
            for (Body body : bodies) {
                found |= containsAny(level, body.lambdas) && level.add(body.key);
            }
        } while (found);
    }

    private void choose(MethodSizes sizes) {
        for (int i = 0; i < bodies.size(); i++) {
            Body body = bodies.get(i);
            int calls = body.submits;
            for (String call : body.ownCalls) {
                calls += leading.contains(call) ? 1 : 0;
            }
            body.marks =
                    calls > 0 && sizes.fit(i, calls * MethodRewriter.BYTES_OF_A_MARK, MethodRewriter.SLOTS_OF_A_MARK);
        }
    }

    private static boolean containsAny(Set<String> set, List<String> some) {
        for (String one : some) {
            if (set.contains(one)) {
                return true;
            }
        }
        return false;
    }
}
