/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.List;
import java.util.Set;

/**
 * Says which calls in classes of a host may lead to a submission: those of the JDK's own entry points, and those of
 * other methods that are named like one or are handed something to run, or an executor. Wrong by a call too many costs
 * that call some nanoseconds; wrong by one too few leaves two callers that cannot be told apart.
 */
final class SubmittingCalls {
    /** Names of methods that submit, wherever they are. */
    static final Set<String> NAMES = Set.of(
            "execute",
            "submit",
            "lazySubmit",
            "externalSubmit",
            "submitWithTimeout",
            "invokeAll",
            "invokeAny",
            "fork",
            "start",
            "startVirtualThread",
            "enqueue",
            "dispatch",
            "orTimeout",
            "completeOnTimeout",
            // Kotlin's coroutines: all dispatch the same few classes, so that only the call tells them apart
            "resumeWith",
            "withContext");

    /** Submits only where it is given one of the {@link #PARAMETERS}: in fork-join pools. */
    static final String INVOKE = "invoke";

    /** How the names of further ones begin. */
    static final String PREFIX = "schedule";

    /** How the names of further ones end, unless they are {@link #ACCESSORS}. */
    static final String SUFFIX = "Async";

    /** Shapes of {@code isAsync()} and {@code setAsync(true)}, which servers call dozens of times for each request. */
    static final Set<String> ACCESSORS = Set.of("()Z", "(Z)V");

    /** Parameters of methods that probably submit; beside these, everything that is called an executor. */
    static final Set<String> PARAMETERS = Set.of(
            "java/lang/Runnable",
            "java/util/TimerTask",
            "java/util/concurrent/Callable",
            "java/util/concurrent/ForkJoinPool",
            "java/util/concurrent/ForkJoinTask",
            "java/util/concurrent/FutureTask",
            "java/util/concurrent/RunnableFuture",
            "java/util/function/Supplier",
            "kotlin/jvm/functions/Function0",
            "kotlinx/coroutines/CoroutineScope",
            "scala/Function0",
            "scala/concurrent/ExecutionContext");

    /** How the types of further ones end. */
    static final List<String> PARAMETER_SUFFIXES = List.of("Executor", "ExecutorService");

    /**
     * Beginnings of names of classes where only the name of a method counts: the JDK's own, whose methods are known, and
     * libraries of languages that pass functions everywhere, most of them to be run at once.
     */
    static final List<String> NAMES_COUNT = List.of(
            "java/util/concurrent/",
            "java/lang/Thread",
            "java/util/Timer",
            "java/net/http/",
            "kotlin/",
            "scala/Option",
            "scala/Predef",
            "scala/collection/",
            "scala/util/");

    /** The same of classes where nothing counts: the rest of the JDK, which is hot and leads nowhere, and our own. */
    static final List<String> NOTHING_COUNTS = List.of("java/", "jdk/", "sun/", "[", "io/leaktrace/bootstrap/");

    private static final Set<String> FORKS = Set.of("fork", INVOKE, "invokeAll");
    private static final Set<String> FORK_JOIN_TASKS = Set.of(
            "java/util/concurrent/ForkJoinTask",
            "java/util/concurrent/RecursiveAction",
            "java/util/concurrent/RecursiveTask",
            "java/util/concurrent/CountedCompleter");

    /** Whether a call of this method may lead to a submission. Constructors never count. */
    static boolean contain(String owner, String name, String shape) {
        boolean anywhere = !begins(owner, NAMES_COUNT);
        if (anywhere && (begins(owner, NOTHING_COUNTS) || name.charAt(0) == '<')) {
            return false;
        }
        return isName(name, shape) || ((anywhere || name.equals(INVOKE)) && hasParameter(shape));
    }

    /**
     * Whether this call in a class with this superclass forks from inside a fork-join task: on a worker, that is, where
     * forks are too many to be recorded, and too cheap to be marked.
     */
    static boolean isInnerFork(String superclass, String name) {
        return FORK_JOIN_TASKS.contains(superclass) && FORKS.contains(name);
    }

    private static boolean isName(String name, String shape) {
        return NAMES.contains(name) || name.startsWith(PREFIX) || (name.endsWith(SUFFIX) && !ACCESSORS.contains(shape));
    }

    private static boolean hasParameter(String shape) {
        int at = shape.indexOf('L');
        int end = shape.indexOf(')');
        while (at >= 0 && at < end) {
            int semicolon = shape.indexOf(';', at);
            if (isParameter(shape.substring(at + 1, semicolon))) {
                return true;
            }
            at = shape.indexOf('L', semicolon);
        }
        return false;
    }

    private static boolean isParameter(String type) {
        return PARAMETERS.contains(type)
                || type.endsWith(PARAMETER_SUFFIXES.get(0))
                || type.endsWith(PARAMETER_SUFFIXES.get(1));
    }

    private static boolean begins(String text, List<String> beginnings) {
        for (int i = 0; i < beginnings.size(); i++) {
            if (text.startsWith(beginnings.get(i))) {
                return true;
            }
        }
        return false;
    }

    private SubmittingCalls() {}
}
