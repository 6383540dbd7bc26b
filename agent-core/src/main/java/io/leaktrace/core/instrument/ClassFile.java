/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

/**
 * Looks at the constant pool of a class file, without parsing the rest: says in microseconds of nearly every class of a
 * host that it is no business of ours. Layout: Java Virtual Machine Specification, section 4.4.
 */
final class ClassFile {
    private static final byte[] RUNNABLE = bytes("java/lang/Runnable");
    private static final byte[] RUN = bytes("run");
    private static final byte[] EXECUTE = bytes("execute");
    private static final byte[] EXECUTE_SHAPE = bytes("(Ljava/lang/Runnable;)V");

    /** Whether it names Runnable and something called run: it may call it. */
    final boolean mayRun;
    /** Whether it names {@code execute} and its shape: it may be an executor. */
    final boolean mayExecute;

    ClassFile(byte[] content) {
        boolean runnable = false;
        boolean run = false;
        boolean execute = false;
        boolean executeShape = false;
        int count = unsigned(content, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            int tag = content[at];
            switch (tag) {
                case 1:
                    int length = unsigned(content, at + 1);
                    runnable |= is(content, at + 3, length, RUNNABLE);
                    run |= is(content, at + 3, length, RUN);
                    execute |= is(content, at + 3, length, EXECUTE);
                    executeShape |= is(content, at + 3, length, EXECUTE_SHAPE);
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
        this.mayRun = runnable && run;
        this.mayExecute = execute && executeShape;
    }

    private static boolean is(byte[] content, int at, int length, byte[] expected) {
        if (length != expected.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (content[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static int unsigned(byte[] content, int at) {
        return (content[at] & 0xFF) << 8 | (content[at + 1] & 0xFF);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
