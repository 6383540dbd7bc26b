/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import net.bytebuddy.jar.asm.ClassReader;

/**
 * How large the methods of a class are, which a class reader tells nobody: so that none is changed into one that the
 * JVM refuses, or no longer compiles. Layout: Java Virtual Machine Specification, sections 4.1 and 4.6.
 */
final class MethodSizes {
    /** HotSpot leaves larger methods to the interpreter, unless told not to. */
    private static final int COMPILED = 8_000;
    /** Beyond this a jump across the method no longer fits into its instruction. */
    private static final int JUMPS = 32_000;
    /** Locals and operands are counted in two bytes. */
    private static final int COUNTED = 65_000;

    private final ClassReader reader;
    private final int[] code;

    MethodSizes(ClassReader reader) {
        this.reader = reader;
        int at = reader.header + 6;
        at += 2 + 2 * reader.readUnsignedShort(at);
        int fields = reader.readUnsignedShort(at);
        at += 2;
        for (int i = 0; i < fields; i++) {
            at = skipMember(at);
        }
        code = new int[reader.readUnsignedShort(at)];
        at += 2;
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 0; i < code.length; i++) {
            code[i] = code(at, buffer);
            at = skipMember(at);
        }
    }

    /** Whether a method, by its place in the class, can take this many bytes of code, operands and locals more. */
    boolean fit(int method, int bytes, int slots) {
        int at = code[method];
        int before = reader.readInt(at + 4);
        int after = before + bytes;
        return (after <= COMPILED || (before > COMPILED && after <= JUMPS))
                && reader.readUnsignedShort(at) + slots <= COUNTED
                && reader.readUnsignedShort(at + 2) + slots <= COUNTED;
    }

    /** Where the content of a method's code begins: operands, locals, length. 0 if it has none. */
    private int code(int member, char[] buffer) {
        int at = member + 8;
        for (int i = reader.readUnsignedShort(member + 6); i > 0; i--) {
            if ("Code".equals(reader.readUTF8(at, buffer))) {
                return at + 6;
            }
            at += 6 + reader.readInt(at + 2);
        }
        return 0;
    }

    private int skipMember(int member) {
        int at = member + 8;
        for (int i = reader.readUnsignedShort(member + 6); i > 0; i--) {
            at += 6 + reader.readInt(at + 2);
        }
        return at;
    }
}
