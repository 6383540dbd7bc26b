/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.List;

/**
 * Looks at the constant pool of a class file, without parsing the rest: says in microseconds of nearly every class of a
 * host that it is no business of ours. Layout: Java Virtual Machine Specification, section 4.4.
 */
final class ClassFile {
    private static final byte[] RUNNABLE = Words.bytes(CallSites.RUNNABLE);
    private static final byte[] RUN = Words.bytes("run");
    private static final byte[] EXECUTE = Words.bytes("execute");
    private static final byte[] EXECUTE_SHAPE = Words.bytes("(Ljava/lang/Runnable;)V");
    private static final byte[] DISPATCH = Words.bytes("dispatch");
    /** How it ends: the library may have been put into another package. */
    private static final byte[] DISPATCH_SHAPE =
            Words.bytes("kotlin/coroutines/CoroutineContext;Ljava/lang/Runnable;)V");

    /** What a copy of the JDK's thread pool names, in its own class and in that of its workers. */
    private static final byte[][] OF_THREAD_POOL =
            Words.bytes(List.of("addWorker", "getTask", "processWorkerExit", "runWorker", "firstTask"));

    private static final int POOL_TRAITS = 0b01111;
    private static final int WORKER_TRAITS = 0b11000;

    private static final Words NAMES = new Words(SubmittingCalls.NAMES);
    private static final byte[] PREFIX = Words.bytes(SubmittingCalls.PREFIX);
    private static final byte[] INVOKE = Words.bytes(SubmittingCalls.INVOKE);
    private static final byte[] SUFFIX = Words.bytes(SubmittingCalls.SUFFIX);
    private static final Words PARAMETERS = new Words(SubmittingCalls.PARAMETERS);
    private static final byte[][] PARAMETER_SUFFIXES = Words.bytes(SubmittingCalls.PARAMETER_SUFFIXES);
    private static final byte[][] NAMES_COUNT = Words.bytes(SubmittingCalls.NAMES_COUNT);
    private static final byte[][] NOTHING_COUNTS = Words.bytes(SubmittingCalls.NOTHING_COUNTS);

    /** What a text may be part of: the name of a method that submits, its parameters, or one of two special names. */
    private static final int NAMED = 1;

    private static final int SHAPED = 2;
    private static final int NAMED_RUN = 4;
    private static final int NAMED_INVOKE = 8;

    /** Whether it calls {@code Runnable.run}, or makes a lambda of it. */
    final boolean mayRun;
    /** Whether it names {@code execute} and its shape: it may be an executor. */
    final boolean mayExecute;
    /** Whether it names {@code dispatch} and its shape: it may be a dispatcher of coroutines. */
    final boolean mayDispatch;
    /** Whether it seems to be a copy of the JDK's thread pool, as servers have them. */
    final boolean isThreadPool;
    /** Whether it seems to be the worker of such a copy. */
    final boolean isWorker;
    /** Whether it calls a method that may submit something, or makes a lambda of it. */
    final boolean maySubmit;

    private final byte[] content;
    /** Where each constant begins. */
    private final int[] constants;
    /** What each text may be part of. */
    private final byte[] traits;

    ClassFile(byte[] content) {
        this.content = content;
        int count = unsigned(8);
        constants = new int[count];
        traits = new byte[count];
        boolean execute = false;
        boolean executeShape = false;
        boolean dispatch = false;
        boolean dispatchShape = false;
        int any = 0;
        int ofThreadPool = 0;
        int at = 10;
        for (int i = 1; i < count; i++) {
            constants[i] = at;
            int tag = content[at];
            switch (tag) {
                case 1:
                    int length = unsigned(at + 1);
                    int found = traits(at + 3, length);
                    traits[i] = (byte) found;
                    any |= found;
                    execute |= found == NAMED && is(at + 3, length, EXECUTE);
                    executeShape |= found == SHAPED && is(at + 3, length, EXECUTE_SHAPE);
                    dispatch |= found == NAMED && is(at + 3, length, DISPATCH);
                    dispatchShape |= found == SHAPED && Words.ends(content, at + 3, length, DISPATCH_SHAPE);
                    ofThreadPool |= poolTraits(at + 3, length);
                    at += 3 + length;
                    break;
                case 5:
                case 6:
                    at += 9;
                    i++; // long and double take two entries
                    break;
                case 7:
                case 8:
                case 16:
                case 19:
                case 20:
                    at += 3;
                    break;
                case 15:
                    at += 4;
                    break;
                default:
                    at += 5;
            }
        }
        int calls = any == 0 ? 0 : calls();
        this.mayRun = (calls & NAMED_RUN) != 0;
        this.maySubmit = (calls & ~NAMED_RUN) != 0;
        this.mayExecute = execute && executeShape;
        this.mayDispatch = dispatch && dispatchShape;
        this.isThreadPool = mayExecute && (ofThreadPool & POOL_TRAITS) == POOL_TRAITS;
        this.isWorker = !isThreadPool && (ofThreadPool & WORKER_TRAITS) == WORKER_TRAITS;
    }

    private int poolTraits(int at, int length) {
        for (int i = 0; i < OF_THREAD_POOL.length; i++) {
            if (is(at, length, OF_THREAD_POOL[i])) {
                return 1 << i;
            }
        }
        return 0;
    }

    private int traits(int at, int length) {
        if (length == 0) {
            return 0;
        }
        if (content[at] == '(') {
            return hasParameter(at, at + length) ? SHAPED : 0;
        }
        if (NAMES.contains(content, at, length)
                || Words.begins(content, at, length, PREFIX)
                || Words.ends(content, at, length, SUFFIX)) {
            return NAMED;
        }
        if (is(at, length, INVOKE)) {
            return NAMED_INVOKE;
        }
        return is(at, length, RUN) ? NAMED_RUN : 0;
    }

    private boolean hasParameter(int from, int end) {
        for (int at = from + 1; at < end && content[at] != ')'; at++) {
            if (content[at] == 'L') {
                int begin = ++at;
                while (at < end && content[at] != ';') {
                    at++;
                }
                if (isParameter(begin, at - begin)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isParameter(int at, int length) {
        return PARAMETERS.contains(content, at, length)
                || Words.ends(content, at, length, PARAMETER_SUFFIXES[0])
                || Words.ends(content, at, length, PARAMETER_SUFFIXES[1]);
    }

    /** Which of the traits are those of methods that are called: of all references to methods. */
    private int calls() {
        int calls = 0;
        for (int at : constants) {
            if (at != 0 && (content[at] == 10 || content[at] == 11)) {
                int member = constants[unsigned(at + 3)];
                int name = unsigned(member + 1);
                int shape = traits[unsigned(member + 3)];
                int found = traits[name] == NAMED_INVOKE && shape == SHAPED ? NAMED : traits[name] | shape;
                if (found != 0 && content[constants[name] + 3] != '<') {
                    calls |= found & owners(constants[unsigned(constants[unsigned(at + 1)] + 1)]);
                }
            }
        }
        return calls;
    }

    /** Which traits count for methods of this class. */
    private int owners(int text) {
        int at = text + 3;
        int length = unsigned(text + 1);
        if (is(at, length, RUNNABLE)) {
            return NAMED_RUN;
        }
        if (begins(at, length, NAMES_COUNT)) {
            return NAMED;
        }
        return begins(at, length, NOTHING_COUNTS) ? 0 : NAMED | SHAPED;
    }

    private boolean begins(int at, int length, byte[][] beginnings) {
        for (byte[] beginning : beginnings) {
            if (Words.begins(content, at, length, beginning)) {
                return true;
            }
        }
        return false;
    }

    private boolean is(int at, int length, byte[] expected) {
        return length == expected.length && Words.begins(content, at, length, expected);
    }

    private int unsigned(int at) {
        return (content[at] & 0xFF) << 8 | (content[at + 1] & 0xFF);
    }
}
