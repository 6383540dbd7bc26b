/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RecursiveAction;
import java.util.function.Supplier;

/** Code as hosts write it, for {@link CallSitesTest}, which never runs it as it is, but rewritten. */
final class Submitters {
    private static final Executor EXECUTOR = task -> RecordedMarks.submission();
    private static final Runnable TASK = Thread::yield;

    /** Methods that are handed something to run, and return everything a method can. */
    static final class Library {
        static int ofInt(Runnable task, int value) {
            RecordedMarks.submission();
            return value;
        }

        long ofLong(long value, Runnable task, double other) {
            RecordedMarks.submission();
            return value + (long) other;
        }

        static double ofDouble(double value, Supplier<String> task) {
            RecordedMarks.submission();
            return value;
        }

        static float ofFloat(Runnable task, byte a, short b, char c, boolean d) {
            RecordedMarks.submission();
            return a + b + c + (d ? 1 : 0);
        }

        @SafeVarargs
        static <T> T ofReference(Runnable task, T... values) {
            RecordedMarks.submission();
            return values[0];
        }

        static void failing(Runnable task) {
            throw new IllegalStateException("the library's own");
        }
    }

    static final class EveryType {
        static List<Object> returned() {
            Library library = new Library();
            List<Object> all = new ArrayList<>();
            all.add(1 + Library.ofInt(TASK, 2));
            all.add(1L + library.ofLong(2L, TASK, 3.0));
            all.add(1.0 + Library.ofDouble(2.0, () -> ""));
            all.add(1f + Library.ofFloat(TASK, (byte) 1, (short) 2, (char) 3, true));
            all.add(Library.ofReference(TASK, "one", "two") + "!");
            return all;
        }

        static String nested() {
            return Library.ofReference(
                    () -> {}, new StringBuilder("a").append(Library.ofInt(TASK, Library.ofInt(TASK, 7))) + "b");
        }

        static String caught() {
            String local = "before";
            try {
                Library.failing(TASK);
            } catch (IllegalStateException e) {
                local += ", " + e.getMessage();
            } finally {
                local += ", after";
            }
            return local;
        }

        static int looped() {
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                long square = (long) i * i;
                sum += i % 2 == 0 ? Library.ofInt(TASK, i) : (int) new Library().ofLong(square, TASK, 0);
            }
            return sum;
        }
    }

    static final class PrivateHelper {
        static void callers() {
            submitTwice();
            submitTwice();
            submit();
        }

        private static void submitTwice() {
            submit();
            submit();
        }

        private static void submit() {
            EXECUTOR.execute(TASK);
        }
    }

    static final class DeepHelper {
        static void outermost() {
            outer();
            outer();
        }

        private static void outer() {
            middle();
        }

        private static void middle() {
            inner();
        }

        private static void inner() {
            EXECUTOR.execute(TASK);
        }
    }

    static final class ThroughLambda {
        static void callers() {
            submitAll();
            submitAll();
        }

        private static void submitAll() {
            List.of(TASK).forEach(task -> EXECUTOR.execute(task));
        }
    }

    static class Base {
        final int value;

        Base(int value) {
            this.value = value;
        }
    }

    static final class InConstructor extends Base {
        private static final int FIRST = Library.ofInt(TASK, 5);

        InConstructor(boolean condition) {
            super(condition ? Library.ofInt(TASK, 6) : Library.ofInt(TASK, 8));
        }

        static int sum() {
            return FIRST + new InConstructor(true).value + new InConstructor(false).value;
        }
    }

    interface InInterface {
        default int viaDefault() {
            return Library.ofInt(TASK, 10) + hidden();
        }

        private int hidden() {
            return Library.ofInt(TASK, 20);
        }

        static int sum() {
            return new InInterface() {}.viaDefault() + Library.ofInt(TASK, 30);
        }
    }

    static final class Recursion {
        private static int depth;

        static void start() {
            depth = 5;
            descend();
        }

        private static void descend() {
            EXECUTOR.execute(TASK);
            if (--depth > 0) {
                descend();
            }
        }
    }

    @SuppressWarnings("serial")
    static final class Forks extends RecursiveAction {
        @Override
        protected void compute() {
            Forks left = new Forks();
            left.fork();
            invokeAll(new Forks(), new Forks());
            left.join();
        }
    }

    private Submitters() {}
}
