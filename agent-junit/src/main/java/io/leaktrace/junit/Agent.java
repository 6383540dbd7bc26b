/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent in this JVM, as tests need it. All calls are made by reflection, and only to the class that the boot loader
 * has: whatever class loader runs the tests, it is the one that the agent's hooks use. Any thread.
 */
final class Agent {
    private static final String SCOPE = "io.leaktrace.bootstrap.Scope";

    private static @Nullable Agent present;
    private static @Nullable IllegalStateException failure;

    private final Method enter;
    private final Method enterAgain;
    private final Method rename;
    private final Method enterPart;
    private final Method leave;
    private final Method close;
    private final Method current;
    private final Method judge;
    private final Method isAnyAlive;
    private final Method alive;
    private final Method leaks;
    private final Method check;
    private final Method report;

    private Agent(Class<?> scope) throws ReflectiveOperationException {
        Class<?> judges = Class.forName(SCOPE + "$Judge", true, null);
        enter = scope.getMethod("enter", String.class, Object.class);
        enterAgain = scope.getMethod("enter", Object.class);
        rename = scope.getMethod("rename", Object.class, String.class);
        enterPart = scope.getMethod("enterPart", String.class);
        leave = scope.getMethod("leave", Object.class);
        close = scope.getMethod("close", Object.class);
        current = scope.getMethod("current");
        judge = scope.getMethod("judge");
        isAnyAlive = judges.getMethod("isAnyAlive", Object.class);
        alive = judges.getMethod("alive");
        leaks = judges.getMethod("leaks", Object.class, Map.class);
        check = judges.getMethod("check", Map.class);
        report = judges.getMethod("report", List.class, List.class);
    }

    /**
     * Sees to it that the agent is in this JVM: the one of {@code -javaagent}, or one attached now.
     *
     * @return whether it had to be attached
     * @throws IllegalStateException if that is impossible; the message says what to do
     */
    static synchronized boolean require() {
        if (isPresent()) {
            return false;
        }
        if (failure == null) {
            try {
                Attachment.make();
                if (isPresent()) {
                    return true;
                }
                failure = new IllegalStateException("leaktrace: attached, but not to be seen in this JVM; put "
                        + "-javaagent:leaktrace.jar on the command line of the tests");
            } catch (IllegalStateException e) {
                failure = e;
            }
        }
        throw new IllegalStateException(failure.getMessage());
    }

    /** The same when a run begins, unless it is to wait for the first check; says what is wrong, and tests that need it fail. */
    static void requireEarly() {
        if (!"lazy".equals(Config.get(Config.ATTACH)) || Config.isTrue(Config.RUN)) {
            try {
                require();
            } catch (IllegalStateException impossible) {
                System.err.println(impossible.getMessage());
            }
        }
    }

    /** Whether it is in this JVM. */
    static synchronized boolean isPresent() {
        try {
            if (present == null) {
                present = new Agent(Class.forName(SCOPE, true, null));
            }
            return present.judge.invoke(null) != null;
        } catch (ReflectiveOperationException absent) {
            return false;
        }
    }

    /** Makes a scope, part of another one or of none, and lets this thread enter it. */
    static Object enter(String name, @Nullable Object enclosing) {
        return call(agent().enter, null, name, enclosing);
    }

    /** Makes a part of the scope that this code is in, which goes by the same name; if it is in none, by this one. */
    static Object enterPart(String name) {
        return call(agent().enterPart, null, name);
    }

    /** Lets this thread enter a scope again. */
    static void enter(Object scope) {
        call(agent().enterAgain, null, scope);
    }

    static void rename(Object scope, String name) {
        call(agent().rename, null, scope, name);
    }

    /** Lets this thread leave a scope, and all inside that it has not left. */
    static void leave(Object scope) {
        call(agent().leave, null, scope);
    }

    /** The leaks of a scope are dealt with. */
    static void close(Object scope) {
        call(agent().close, null, scope);
    }

    /** The scope of the code that runs here, or null. */
    static @Nullable Object current() {
        return call(agent().current, null);
    }

    /** Whether anything may be left of a scope; costs nearly nothing. */
    static boolean isAnyAlive(Object scope) {
        return Boolean.TRUE.equals(call(agent().isAnyAlive, judge(), scope));
    }

    /** Everything alive now. */
    static Object alive() {
        return call(agent().alive, judge());
    }

    /** What the agent has to say: {@code leaks}, whether that is {@code settled}, {@code stale} rules; or an {@code error} in the query. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> leaks(@Nullable Object scope, Map<String, Object> query) {
        return (Map<String, Object>) call(agent().leaks, judge(), scope, query);
    }

    /** Whether a query is valid: the {@code rules} it has, or an {@code error}. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> check(Map<String, Object> query) {
        return (Map<String, Object>) call(agent().check, judge(), query);
    }

    /** A report for programs, of leaks as they are in the answer, and of stale rules. */
    static String report(List<String> leaks, List<String> stale) {
        return (String) call(agent().report, judge(), leaks, stale);
    }

    private static Object judge() {
        Object judge = call(agent().judge, null);
        if (judge == null) {
            throw new IllegalStateException("leaktrace: the agent was detached from this JVM while tests ran");
        }
        return judge;
    }

    private static synchronized Agent agent() {
        if (present == null) {
            throw new IllegalStateException("leaktrace: no agent in this JVM; call Leaks.attach() first");
        }
        return present;
    }

    private static Object call(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException("leaktrace: the agent failed: " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("leaktrace: " + e.getMessage(), e);
        }
    }
}
