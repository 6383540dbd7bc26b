/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/**
 * A million tasks queued by a task that was submitted by another one: prints what the heap holds of them once stacks have
 * been resolved.
 */
public final class QueuedMillion {
    private static final int TASKS = 1_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final String RAW = "io.leaktrace.bootstrap.Capture";

    public static void main(String[] arguments) throws Exception {
        ExecutorService full = Executors.newFixedThreadPool(1);
        full.execute(Program::busy);
        ExecutorService outer = Executors.newFixedThreadPool(1);
        ExecutorService inner = Executors.newFixedThreadPool(1);
        outer.submit(() -> inner.submit(() -> fill(full)).get()).get();
        String histogram = histogram();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (number(histogram, RAW, 1) > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(200); // a scan makes frames of them
            histogram = histogram();
        }
        long tasks = number(histogram, "io.leaktrace.bootstrap.Task", 1);
        System.out.println("tasks=" + tasks + ";");
        System.out.println("bytes each=" + number(histogram, "io.leaktrace.bootstrap.Task", 2) / tasks + ";");
        System.out.println("origins=" + number(histogram, "io.leaktrace.core.scan.Origin", 1) + ";");
        System.out.println("raw stacks=" + number(histogram, RAW, 1) + ";");
        System.out.println("ready");
        Program.run();
    }

    private static void fill(ExecutorService pool) {
        for (int i = 0; i < TASKS; i++) {
            pool.execute(() -> {});
        }
    }

    /** Instances and bytes of each class that is reachable, as {@code jcmd GC.class_histogram} prints them. */
    private static String histogram() throws Exception {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
    }

    private static long number(String histogram, String type, int column) {
        Matcher row = Pattern.compile("\\d+: +(\\d+) +(\\d+)  " + Pattern.quote(type) + "(?: |$)", Pattern.MULTILINE)
                .matcher(histogram);
        return row.find() ? Long.parseLong(row.group(column)) : 0;
    }

    private QueuedMillion() {}
}
