/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static io.leaktrace.core.instrument.Methods.constructor;
import static io.leaktrace.core.instrument.Methods.named;

import java.util.List;

/**
 * The table of what LeakTrace hooks in classes outside the JDK, which are known by their shape: every executor where it
 * is given a task, and copies of the JDK's thread pool, as Tomcat has one, like the original. Not part of the coverage,
 * because none of them has to be there.
 */
final class HostTargets {
    private static final List<Target> NONE = List.of();

    private static final List<Target> EXECUTOR =
            List.of(row(named("execute").taking(1).withRunnableAt(0).ofInstances(), Advice.HOST_EXECUTE));

    private static final List<Target> THREAD_POOL = List.of(
            row(constructor().taking(7), Advice.POOL_QUEUE),
            row(named("execute").taking(1).withRunnableAt(0).ofInstances(), Advice.TASK_SUBMIT),
            row(named("getTask").taking(0), Advice.WORKER_TAKE),
            row(named("remove").taking(1).withRunnableAt(0), Advice.REMOVE),
            row(named("drainQueue").taking(0), Advice.DRAINED));

    private static final List<Target> WORKER = List.of(row(named("run").taking(0), Advice.WORKER_RUN));

    /** The rows for a class. */
    static List<Target> of(ClassFile look) {
        if (look.isThreadPool) {
            return THREAD_POOL;
        }
        if (look.isWorker) {
            return WORKER;
        }
        return look.mayExecute ? EXECUTOR : NONE;
    }

    private static Target row(Methods methods, Advice advice) {
        return new Target("executors of the host", "any", methods, advice, 0, Integer.MAX_VALUE);
    }

    private HostTargets() {}
}
