/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static io.leaktrace.core.instrument.Methods.constructor;
import static io.leaktrace.core.instrument.Methods.named;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of what LeakTrace hooks in classes outside the JDK. Most are known by their shape: every executor where it
 * is given a task, every dispatcher of coroutines, and copies of the JDK's thread pool, as Tomcat has one, like the
 * original. A few are known by the end of their names, so that copies in other packages are meant too. Not part of the
 * coverage, because none of them has to be there.
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

    private static final List<Target> DISPATCHER =
            List.of(row(named("dispatch").taking(2).withRunnableAt(1).ofInstances(), Advice.DISPATCH_SECOND));

    private static final List<Target> BOTH = List.of(EXECUTOR.get(0), DISPATCHER.get(0));

    private static final String NETTY = "netty/util/concurrent/AbstractScheduledEventExecutor";
    private static final String JBOSS = "jboss/threads/EnhancedQueueExecutor";
    private static final String KOTLIN = "kotlinx/coroutines/scheduling/CoroutineScheduler";
    private static final String VERTX = "vertx/core/impl/TaskQueue";

    /** Their type is the end of an internal name, or all of it. */
    private static final List<Target> LIBRARIES = List.of(
            // what it has scheduled goes into a queue of its own; from another thread by way of execute, and then back
            row(NETTY, named("schedule").taking(1), Advice.DISPATCH),
            row(NETTY, named("schedule").taking(3), Advice.ONE_SHOT),
            row(NETTY, named("scheduleAtFixedRate", "scheduleWithFixedDelay").taking(4), Advice.PERIODIC),
            row(NETTY, named("scheduleFromEventLoop").taking(1), Advice.PUT_BACK),
            row(NETTY, named("removeScheduled").taking(1), Advice.DROP),
            // a thread of its own gives what is due to the workers, wrapped
            row(JBOSS, named("schedule").taking(3), Advice.ONE_SHOT),
            row(JBOSS, named("scheduleAtFixedRate", "scheduleWithFixedDelay").taking(4), Advice.PERIODIC),
            row(JBOSS + "$SchedulerTask", named("schedule").taking(1), Advice.DISPATCH_INSIDE),
            // is given coroutines by its dispatchers, and calls them as tasks of a class of its own
            row(KOTLIN, named("dispatch").taking(3).withRunnableAt(0).ofInstances(), Advice.QUEUE),
            row(KOTLIN, named("runSafely").taking(1), Advice.WORK),
            // keeps what has to wait for what was submitted before
            row(VERTX, named("execute").taking(2).withRunnableAt(0).ofInstances(), Advice.DISPATCH));

    /** The rows for a class, by its internal name and its shape. */
    static List<Target> of(String type, ClassFile look) {
        List<Target> rows = byShape(look);
        boolean own = false;
        for (int i = 0; i < LIBRARIES.size(); i++) {
            if (isNamed(type, LIBRARIES.get(i).type())) {
                if (!own) {
                    own = true;
                    rows = new ArrayList<>(rows);
                }
                rows.add(LIBRARIES.get(i));
            }
        }
        return rows;
    }

    private static boolean isNamed(String type, String end) {
        int from = type.length() - end.length();
        return type.endsWith(end) && (from == 0 || type.charAt(from - 1) == '/');
    }

    private static List<Target> byShape(ClassFile look) {
        if (look.isThreadPool) {
            return THREAD_POOL;
        }
        if (look.isWorker) {
            return WORKER;
        }
        if (look.mayExecute) {
            return look.mayDispatch ? BOTH : EXECUTOR;
        }
        return look.mayDispatch ? DISPATCHER : NONE;
    }

    private static Target row(Methods methods, Advice advice) {
        return row("any", methods, advice);
    }

    private static Target row(String type, Methods methods, Advice advice) {
        return new Target("executors of the host", type, methods, advice, 0, Integer.MAX_VALUE);
    }

    private HostTargets() {}
}
