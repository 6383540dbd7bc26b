/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the loops around a call that may go on for ever: backward jumps around it which neither test a counter of
 * theirs nor ask an iterator, and do not try again for a result. And what is done before the call. Works on the class
 * file, because a stack tells lines and nothing of their control flow.
 */
final class LoopFinder {
    /** How methods are called that ask somebody for something. */
    private static final Pattern SENDING = Pattern.compile(
            "(write|flush|send|connect|open|post|publish|print|submit|execute|invoke|call|exchange|fetch|query)([A-Z_].*)?");

    /** How methods are called that wait. */
    private static final Pattern WAITING =
            Pattern.compile("(take|poll|sleep|await|acquire|accept|receive|park)([A-Z_].*)?|wait|join");

    /**
     * What surrounds a call.
     *
     * @param endlessLoops how many, one inside the other
     * @param readLoops the same, with those that go on until there is nothing more
     * @param sendsBefore whether the method asks somebody for something before it gets to the call
     * @param actsBefore the same, or waits
     * @param waitsBefore whether the outermost loop waits before it gets there
     * @param waitsInLoop whether it waits at all, but for the call
     */
    record Surroundings(
            int endlessLoops,
            int readLoops,
            boolean sendsBefore,
            boolean actsBefore,
            boolean waitsBefore,
            boolean waitsInLoop) {
        static final Surroundings UNKNOWN = new Surroundings(0, 0, true, true, true, true);

        private Surroundings and(Surroundings other) {
            return new Surroundings(
                    Math.max(endlessLoops, other.endlessLoops),
                    Math.max(readLoops, other.readLoops),
                    sendsBefore || other.sendsBefore,
                    actsBefore || other.actsBefore,
                    waitsBefore || other.waitsBefore,
                    waitsInLoop || other.waitsInLoop);
        }
    }

    /**
     * What surrounds the calls in this line of this method, taken together.
     *
     * @param callee the method that is called there: others in that line do not matter, if it is
     */
    static Surroundings around(byte[] classFile, String method, int line, String callee) {
        Surroundings[] found = {null};
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return name.equals(method) ? new Flow(line, callee, found) : null;
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return found[0] == null ? Surroundings.UNKNOWN : found[0];
    }

    /** Numbers the instructions of one method as they come, and keeps what the verdict needs. */
    private static final class Flow extends MethodVisitor {
        private final int line;
        private final String callee;
        private final @Nullable Surroundings[] found;
        private final List<Acting> acting = new ArrayList<>();
        private final Map<Label, Integer> labels = new HashMap<>();
        private final List<Integer> calls = new ArrayList<>();
        /** Those of them that are of the callee. */
        private final List<Integer> namedCalls = new ArrayList<>();

        private final List<Integer> iterations = new ArrayList<>();
        private final List<Loop> loops = new ArrayList<>();
        /** Where which counter is compared. */
        private final List<int[]> comparisons = new ArrayList<>();
        /** Local variables loaded since the last jump or call. */
        private final List<Integer> loaded = new ArrayList<>();
        /** Where control may go from a jump, and after which instructions it does not go on to the next. */
        private final Map<Integer, List<Label>> jumps = new HashMap<>();

        private final Set<Integer> ends = new HashSet<>();
        private int at;
        private int currentLine;
        private int incrementedAt = -2;
        private int incremented;

        /** From the jump's target to the jump; the counter is the variable incremented last before it, or -1. */
        private record Loop(int from, int to, int counter, boolean untilNull) {
            boolean holds(int instruction) {
                return from <= instruction && instruction <= to;
            }
        }

        private record Acting(int at, boolean waiting) {}

        Flow(int line, String callee, @Nullable Surroundings[] found) {
            super(Opcodes.ASM9);
            this.line = line;
            this.callee = callee;
            this.found = found;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            currentLine = number;
        }

        @Override
        public void visitLabel(Label label) {
            labels.put(label, at);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            at++;
            if (opcode != Opcodes.GOTO) {
                loaded.forEach(variable -> comparisons.add(new int[] {at, variable}));
            }
            loaded.clear();
            jumps.computeIfAbsent(at, key -> new ArrayList<>()).add(label);
            if (opcode == Opcodes.GOTO) {
                ends.add(at);
            }
            Integer target = labels.get(label);
            boolean untilNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
            if (target != null && (untilNull || !isRetry(opcode))) {
                loops.add(new Loop(target, at, incrementedAt == at - 1 ? incremented : -1, untilNull));
            }
        }

        /**
         * Whether a jump back goes on only as long as a number or a reference is not as wished, as a loop does that tries
         * again until its time is used up. One that asks whether it was stopped tests a boolean, or nothing at the end.
         */
        private static boolean isRetry(int opcode) {
            return opcode != Opcodes.GOTO && opcode != Opcodes.IFEQ && opcode != Opcodes.IFNE;
        }

        @Override
        public void visitIincInsn(int index, int increment) {
            incrementedAt = ++at;
            incremented = index;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            at++;
            if (currentLine == line) {
                calls.add(at);
                if (name.equals(callee)) {
                    namedCalls.add(at);
                }
            }
            boolean waiting = WAITING.matcher(name).matches();
            if (waiting || SENDING.matcher(name).matches()) {
                acting.add(new Acting(at, waiting));
            }
            if (name.equals("hasNext") || name.equals("hasMoreElements")) {
                iterations.add(at);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            at++;
        }

        @Override
        public void visitInsn(int opcode) {
            at++;
            if (opcode == Opcodes.ATHROW || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)) {
                ends.add(at);
            }
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... cases) {
            visitSwitch(otherwise, cases);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] cases) {
            visitSwitch(otherwise, cases);
        }

        private void visitSwitch(Label otherwise, Label[] cases) {
            at++;
            List<Label> targets = jumps.computeIfAbsent(at, key -> new ArrayList<>());
            targets.add(otherwise);
            targets.addAll(List.of(cases));
            ends.add(at);
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            at++;
            if (opcode == Opcodes.ILOAD) {
                loaded.add(index);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            at++;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            at++;
        }

        @Override
        public void visitLdcInsn(Object value) {
            at++;
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            at++;
        }

        @Override
        public void visitEnd() {
            List<Loop> endless = loops.stream().filter(loop -> !isBounded(loop)).toList();
            for (int call : namedCalls.isEmpty() ? calls : namedCalls) {
                List<Loop> around = endless.stream()
                        .filter(loop -> loop.holds(call) && reaches(call, loop))
                        .toList();
                int from = around.stream().mapToInt(Loop::from).min().orElse(0);
                int to = around.stream().mapToInt(Loop::to).max().orElse(0);
                Surroundings here = new Surroundings(
                        count(around.stream().filter(loop -> !loop.untilNull())),
                        count(around.stream()),
                        acting.stream().anyMatch(one -> !one.waiting() && one.at() < call),
                        acting.stream().anyMatch(one -> one.at() < call),
                        acting.stream().anyMatch(one -> one.waiting() && one.at() > from && one.at() < call),
                        acting.stream()
                                .anyMatch(
                                        one -> one.waiting() && one.at() > from && one.at() <= to && one.at() != call));
                found[0] = found[0] == null ? here : found[0].and(here);
            }
        }

        /** A loop with two ways back is one loop. */
        private static int count(Stream<Loop> loops) {
            return (int) loops.mapToInt(Loop::from).distinct().count();
        }

        /**
         * Whether control gets from the call to the jump back without an exception: a loop that only tries again after
         * an interrupt does not go round when the call returns.
         */
        private boolean reaches(int call, Loop loop) {
            Set<Integer> seen = new HashSet<>();
            Deque<Integer> open = new ArrayDeque<>(List.of(call));
            while (!open.isEmpty()) {
                int instruction = open.pop();
                if (instruction == loop.to) {
                    return true;
                }
                if (instruction > at || !seen.add(instruction)) {
                    continue;
                }
                if (!ends.contains(instruction)) {
                    open.push(instruction + 1);
                }
                for (Label label : jumps.getOrDefault(instruction, List.of())) {
                    Integer target = labels.get(label);
                    if (target != null && target + 1 > loop.from) {
                        open.push(target + 1); // a label stands before the instruction that follows it
                    }
                }
            }
            return false;
        }

        private boolean isBounded(Loop loop) {
            return counts(loop) || iterations.stream().anyMatch(at -> innermost(at) == loop.from);
        }

        /** Whether the variable incremented at its end is compared in it. */
        private boolean counts(Loop loop) {
            return loop.counter >= 0 && comparisons.stream().anyMatch(c -> c[1] == loop.counter && loop.holds(c[0]));
        }

        /** Where the innermost loop around an instruction begins: an inner loop's iterator does not bound the outer. */
        private int innermost(int instruction) {
            return loops.stream()
                    .filter(loop -> loop.holds(instruction))
                    .mapToInt(Loop::from)
                    .max()
                    .orElse(-1);
        }
    }

    private LoopFinder() {}
}
