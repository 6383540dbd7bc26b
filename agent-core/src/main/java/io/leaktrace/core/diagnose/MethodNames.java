/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Frames;
import java.util.regex.Pattern;

/**
 * Method names without what differs from run to run or build to build: numbers of lambdas, hidden classes and proxies.
 */
final class MethodNames {
    private static final Pattern LAMBDA_CLASS = Pattern.compile("\\$\\$Lambda[^.]*");
    private static final Pattern LAMBDA_METHOD = Pattern.compile("(lambda\\$.*\\$)\\d+$");
    private static final Pattern HIDDEN_CLASS = Pattern.compile("/0x[0-9a-f]+");
    private static final Pattern PROXY = Pattern.compile("(\\$Proxy)\\d+");
    private static final Pattern SUBCLASS = Pattern.compile(
            "(\\$\\$(?:EnhancerBy|FastClassBy|SpringCGLIB)|\\$(?:ByteBuddy|MockitoMock|HibernateProxy)\\$"
                    + "|_\\$\\$_)[^.]*");
    private static final Pattern ACCESSOR = Pattern.compile("(access\\$|eval|__)\\d+");

    /** The method of a frame, with {@code *} in place of what is not stable: also a glob that matches it in any run. */
    static String stable(StackTraceElement frame) {
        String name = Frames.method(frame);
        name = LAMBDA_CLASS.matcher(name).replaceAll("\\$\\$Lambda*");
        name = LAMBDA_METHOD.matcher(name).replaceAll("$1*");
        name = HIDDEN_CLASS.matcher(name).replaceAll("*");
        name = PROXY.matcher(name).replaceAll("$1*");
        name = SUBCLASS.matcher(name).replaceAll("$1*");
        return ACCESSOR.matcher(name).replaceAll("$1*");
    }

    /** A thread's or pool's name, with {@code *} for each number. */
    static String stable(String name) {
        return name.replaceAll("\\d+", "*");
    }

    private MethodNames() {}
}
