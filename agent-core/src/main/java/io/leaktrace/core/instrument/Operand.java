/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

/**
 * Something that a woven method hands to a probe.
 *
 * @param source where it comes from
 * @param number of the argument, or the number itself
 * @param field name of the field
 */
record Operand(Source source, int number, String field) {
    /** Where operands come from. */
    enum Source {
        THIS,
        /** As it was when the method was entered. */
        ARGUMENT,
        FIELD,
        NUMBER,
        /** What the probe at the start returned. */
        TOKEN,
        /** What the method throws, or null. */
        THROWN,
        RETURNED
    }

    static final Operand THIS = new Operand(Source.THIS, 0, "");
    static final Operand TOKEN = new Operand(Source.TOKEN, 0, "");
    static final Operand THROWN = new Operand(Source.THROWN, 0, "");
    static final Operand RETURNED = new Operand(Source.RETURNED, 0, "");

    static Operand argument(int number) {
        return new Operand(Source.ARGUMENT, number, "");
    }

    static Operand field(String name) {
        return new Operand(Source.FIELD, 0, name);
    }

    static Operand number(int number) {
        return new Operand(Source.NUMBER, number, "");
    }
}
