/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.naive;

import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;

/** What is put into methods of the JDK; none of these methods is ever called. */
final class Hooks {
    /** At the entry of methods that take a task. */
    static final class Submitted {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object task) {
            Origins.created(task);
        }

        private Submitted() {}
    }

    /** The same of a fork-join pool; a plain Runnable is wrapped there, so its end would not be seen. */
    static final class SubmittedToForkJoin {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object task) {
            if (task instanceof ForkJoinTask) {
                Origins.created(task);
            }
        }

        private SubmittedToForkJoin() {}
    }

    /** At the entry of a thread's start. */
    static final class Started {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object thread) {
            Origins.created(thread);
        }

        private Started() {}
    }

    /** At the entry of what a pool calls after a task. */
    static final class AfterExecute {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(0) Object task) {
            Origins.ended(task);
        }

        private AfterExecute() {}
    }

    /** At the end of what runs a thread or a fork-join task. */
    static final class Ended {
        @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
        static void exit(@Advice.This Object self) {
            Origins.ended(self);
        }

        private Ended() {}
    }

    private Hooks() {}
}
