/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import io.leaktrace.core.option.Durations;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.PlatformManagedObject;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import javax.management.MBeanServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * A JVM as its platform MBeans and, if it is on this machine, the operating system see it. Unknown is null.
 *
 * @param cpuShare of one core, 1 being all of it, over the moment of looking; negative if unknown
 * @param collections one line per garbage collector
 */
record ProcessFacts(
        long pid,
        @Nullable Long parent,
        @Nullable String parentCommand,
        @Nullable String user,
        @Nullable String command,
        String java,
        long uptimeMillis,
        double cpuShare,
        long cpuMillis,
        int processors,
        MemoryUsage heap,
        MemoryUsage other,
        int threads,
        int daemons,
        int peak,
        List<Collector> collections) {
    private static final long LOOK_MILLIS = 300;

    /** One garbage collector. */
    record Collector(String name, long count, long millis) {}

    static ProcessFacts read(Target target, Connection connection) throws CommandFailure {
        double[] cpu = cpu(connection);
        return connection.ask(server -> {
            RuntimeMXBean runtime = bean(server, ManagementFactory.RUNTIME_MXBEAN_NAME, RuntimeMXBean.class);
            ThreadMXBean threads = bean(server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            MemoryMXBean memory = bean(server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            ProcessHandle process = target instanceof Target.Local local
                    ? ProcessHandle.of(local.pid()).orElse(null)
                    : null;
            ProcessHandle parent = process == null ? null : process.parent().orElse(null);
            List<Collector> collectors =
                    ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class).stream()
                            .map(gc -> new Collector(gc.getName(), gc.getCollectionCount(), gc.getCollectionTime()))
                            .toList();
            return new ProcessFacts(
                    runtime.getPid(),
                    parent == null ? null : parent.pid(),
                    parent == null ? null : parent.info().command().orElse(null),
                    process == null
                            ? runtime.getSystemProperties().get("user.name")
                            : process.info().user().orElse(null),
                    process == null ? null : process.info().commandLine().orElse(null),
                    runtime.getSpecVersion() + " (" + runtime.getVmName() + " " + runtime.getVmVersion() + ", "
                            + runtime.getVmVendor() + ")",
                    runtime.getUptime(),
                    cpu[0],
                    (long) cpu[1],
                    (int) cpu[2],
                    memory.getHeapMemoryUsage(),
                    memory.getNonHeapMemoryUsage(),
                    threads.getThreadCount(),
                    threads.getDaemonThreadCount(),
                    threads.getPeakThreadCount(),
                    collectors);
        });
    }

    void rows(TextTable table) {
        table.row("pid", Long.toString(pid));
        table.row(
                "parent",
                parent == null ? "unknown" : parent + (parentCommand == null ? "" : " (" + parentCommand + ")"));
        table.row("user", user == null ? "unknown" : user);
        table.row("command", command == null ? "unknown" : command);
        table.row("java", java);
        table.row("uptime", Durations.text(uptimeMillis));
        String share = cpuShare < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f%%", cpuShare * 100);
        table.row(
                "cpu", share + " of one core now, " + Durations.text(cpuMillis) + " in all, " + processors + " cores");
        table.row("memory", "heap " + text(heap) + "; outside the heap " + text(other));
        table.row("threads", threads + ", of which " + daemons + " daemon; peak " + peak);
        for (Collector gc : collections) {
            table.row("gc", gc.name + ": " + gc.count + " times, " + Durations.text(gc.millis) + " in all");
        }
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("schema", 1);
        json.addProperty("pid", pid);
        json.addProperty("ppid", parent);
        json.addProperty("user", user);
        json.addProperty("command", command);
        json.addProperty("java", java);
        json.addProperty("uptimeMillis", uptimeMillis);
        json.addProperty("cpuShare", cpuShare < 0 ? null : cpuShare);
        json.addProperty("cpuMillis", cpuMillis);
        json.addProperty("processors", processors);
        json.addProperty("heapUsedBytes", heap.getUsed());
        json.addProperty("heapMaxBytes", heap.getMax() < 0 ? null : heap.getMax());
        json.addProperty("otherUsedBytes", other.getUsed());
        json.addProperty("threads", threads);
        json.addProperty("daemonThreads", daemons);
        json.addProperty("peakThreads", peak);
        JsonArray collectors = new JsonArray();
        for (Collector gc : collections) {
            JsonObject row = new JsonObject();
            row.addProperty("name", gc.name);
            row.addProperty("count", gc.count);
            row.addProperty("millis", gc.millis);
            collectors.add(row);
        }
        json.add("gc", collectors);
        return json;
    }

    private static String text(MemoryUsage usage) {
        String max = usage.getMax() < 0 ? "" : " of at most " + usage.getMax() / 1_048_576 + " MB";
        return usage.getUsed() / 1_048_576 + " MB" + max;
    }

    /** Share of one core now, milliseconds in all, number of cores; looks twice. */
    private static double[] cpu(Connection connection) throws CommandFailure {
        long[] before = times(connection);
        Pause.millis(LOOK_MILLIS);
        long[] after = times(connection);
        double share = before[0] < 0 ? -1 : (after[0] - before[0]) / (double) (after[1] - before[1]);
        return new double[] {share, Math.max(0, after[0] / 1_000_000), after[2]};
    }

    private static long[] times(Connection connection) throws CommandFailure {
        return connection.ask(server -> {
            var system = bean(server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
            return new long[] {system.getProcessCpuTime(), System.nanoTime(), system.getAvailableProcessors()};
        });
    }

    private static <T extends PlatformManagedObject> T bean(MBeanServerConnection server, String name, Class<T> type)
            throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(server, name, type);
    }
}
