/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import org.jspecify.annotations.Nullable;

/** Names tests as developers speak of them. */
final class Names {
    private static final String INVOCATION = "[test-template-invocation:#";

    /**
     * {@code OrdersTest.imports}, {@code OrdersTest.imports[2]} for the second of several invocations, {@code OrdersTest} for
     * a class, {@code OrdersTest.Nested}.
     *
     * @param className the binary name
     * @param uniqueId as the JUnit Platform has it, or an empty text
     */
    static String of(String className, @Nullable String method, String uniqueId) {
        String type = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
        int start = uniqueId.lastIndexOf(INVOCATION);
        int end = start < 0 ? -1 : uniqueId.indexOf(']', start);
        String number = end < 0 ? "" : "[" + uniqueId.substring(start + INVOCATION.length(), end) + "]";
        return type + (method == null ? "" : "." + method) + number;
    }

    private Names() {}
}
