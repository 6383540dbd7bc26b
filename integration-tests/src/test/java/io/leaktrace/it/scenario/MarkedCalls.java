/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls that may lead to a submission, in every place a call can be in. Prints facts, which must be the same with and
 * without the agent, and says {@code told apart} if the agent can tell the lines apart that called.
 */
public final class MarkedCalls {
    private static int depth;

    public static void main(String[] arguments) throws Exception {
        fact("results", results());
        fact("exceptions", exceptions());
        fact("constructors", new Derived(3).sum + " " + Initialised.VALUE + " " + new Named() {}.name());
        fact("broken", broken());
        fact("recursion", deep(1_000) + " " + overflow());
        fact("submissions", submissions());
        fact("members", members(MarkedCalls.class) + members(Library.class));
        fact("serial", ObjectStreamClass.lookup(Order.class).getSerialVersionUID());
        if (mark() != null) {
            System.out.println(linesAreToldApart() ? "told apart" : "mixed up");
        }
        Program.run();
    }

    private static void fact(String name, Object value) {
        System.out.println("fact " + name + ": " + value);
    }

    /** Methods as libraries have them: they are handed something to run, and run it. */
    static final class Library {
        static <T> T supplied(Supplier<? extends T> supplier) {
            return supplier.get();
        }

        static long counted(long first, Runnable task, double second) {
            task.run();
            return first + (long) second;
        }

        static int all(int first, Runnable... tasks) {
            for (Runnable task : tasks) {
                task.run();
            }
            return first + tasks.length;
        }

        static <X extends Exception> void failing(Callable<?> task, X failure) throws X {
            throw failure;
        }

        static Long dispatch() {
            return mark();
        }
    }

    private static String results() {
        StringBuilder text = new StringBuilder();
        text.append(Library.counted(1L, () -> text.append('a'), 2.0)).append(Library.all(3, text::reverse, () -> {}));
        List<? extends Number> numbers = Library.supplied(() -> List.of(1, 2.5, Library.<Long>supplied(() -> 7L)));
        for (int i = 0; i < 3; i++) {
            double local = i / 2.0;
            text.append(i % 2 == 0 ? Library.supplied(() -> local) : numbers.get(Library.all(i)));
        }
        synchronized (text) {
            Library.all(0);
        }
        return text.toString();
    }

    /** With the line that each was thrown at: it is the last one in this class. */
    private static String exceptions() {
        String text = "";
        try {
            Library.failing(() -> null, new java.io.IOException("checked"));
        } catch (java.io.IOException e) {
            text += e.getMessage();
        }
        try {
            Library.supplied(() -> Library.supplied(() -> List.of().get(0)));
        } catch (IndexOutOfBoundsException e) {
            for (StackTraceElement frame : e.getStackTrace()) {
                text += frame.getClassName().contains("MarkedCalls") ? " " + frame.getLineNumber() : "";
            }
        } finally {
            text += Library.supplied(() -> ", finally");
        }
        return text;
    }

    private static class Base {
        final int sum;

        Base(int sum) {
            this.sum = sum;
        }
    }

    private static final class Derived extends Base {
        Derived(int value) {
            super(value > 2 ? Library.supplied(() -> value) : Library.all(value, () -> {}));
            Library.supplied(() -> this.sum);
        }

        Derived() {
            this(Library.all(1, () -> {}));
        }
    }

    private static final class Initialised {
        static final int VALUE = Library.supplied(() -> new Derived().sum);
    }

    private static final class Broken {
        static final Object VALUE = Library.supplied(() -> List.of().get(0));
    }

    private static String broken() {
        try {
            return "" + Broken.VALUE;
        } catch (ExceptionInInitializerError expected) {
            return "broken";
        }
    }

    private interface Named {
        default String name() {
            return Library.supplied(() -> "default ") + Named.ofStatic();
        }

        static String ofStatic() {
            return Library.supplied(() -> "static");
        }
    }

    private static int deep(int levels) {
        return levels == 0 ? 0 : 1 + Library.supplied(() -> deep(levels - 1));
    }

    private static String overflow() {
        try {
            endless();
        } catch (StackOverflowError expected) {
            return depth > 100 ? "overflown" : "too early";
        }
        return "never";
    }

    private static int endless() {
        depth++;
        return Library.<Integer>supplied(MarkedCalls::endless) + 1;
    }

    private static String submissions() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        List<String> results = new ArrayList<>();
        pool.submit(() -> results.add("submitted")).get();
        results.add(CompletableFuture.supplyAsync(() -> "async", pool).get());
        results.add(pool.invokeAny(List.of(() -> "invoked")));
        pool.shutdown();
        results.add("terminated " + pool.awaitTermination(10, TimeUnit.SECONDS));
        try {
            pool.execute(Program::busy);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            results.add("rejected");
        }
        return results.toString();
    }

    private static String members(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            names.add(method.getName() + method.getParameterCount() + method.getModifiers());
        }
        for (Field field : type.getDeclaredFields()) {
            names.add(field.getName() + field.getModifiers());
        }
        return names.stream().sorted().toList().toString();
    }

    @SuppressWarnings("serial") // the number is to be computed
    private static final class Order implements Serializable {
        private int number;

        Order next() {
            Order next = new Order();
            next.number = Library.all(number, () -> {});
            return next;
        }
    }

    private static boolean linesAreToldApart() {
        Long before = mark();
        Long here = Library.dispatch();
        Long there = Library.dispatch();
        List<Long> seen = new ArrayList<>(List.of(here, there, viaOwnMethod(), viaOwnMethod()));
        for (int i = 0; i < 2; i++) {
            seen.add(viaOwnMethod());
        }
        return !seen.contains(0L)
                && seen.stream().distinct().count() == 5
                && seen.get(4).equals(seen.get(5))
                && before.equals(mark());
    }

    private static Long viaOwnMethod() {
        return Library.dispatch();
    }

    /** The call sites that the agent believes this thread to be inside of; null without the agent. */
    private static Long mark() {
        try {
            Class<?> current = Class.forName("io.leaktrace.bootstrap.Current", true, null);
            Method self = current.getDeclaredMethod("self");
            self.setAccessible(true);
            Object entry = self.invoke(null);
            Field mark = entry.getClass().getDeclaredField("mark");
            mark.setAccessible(true);
            return mark.getLong(entry);
        } catch (ClassNotFoundException withoutAgent) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private MarkedCalls() {}
}
