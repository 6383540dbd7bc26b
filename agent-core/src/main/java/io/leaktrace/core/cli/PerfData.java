/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what HotSpot JVMs publish about themselves in shared memory, without touching them. The API behind it
 * (jvmstat) is not exported by the JDK: the jar's manifest opens it at run time, the compiler must not see it, hence
 * the reflection.
 */
final class PerfData {
    private static final String API = "sun.jvmstat.monitor.";

    private final Object host;

    private PerfData(Object host) {
        this.host = host;
    }

    /** The JVMs of this machine; throws what the JDK lacks, for callers that go on without. */
    static PerfData ofThisMachine() throws ReflectiveOperationException {
        Method open = Class.forName(API + "MonitoredHost").getMethod("getMonitoredHost", String.class);
        return new PerfData(open.invoke(null, "localhost"));
    }

    /** The pids under which perf data lies; some of them may have ended without removing theirs. */
    Set<Long> pids() throws ReflectiveOperationException {
        Set<Long> pids = new TreeSet<>();
        Object active =
                Class.forName(API + "MonitoredHost").getMethod("activeVms").invoke(host);
        for (Object pid : (Set<?>) active) {
            pids.add(((Integer) pid).longValue());
        }
        return pids;
    }

    /** The counters of these names which this JVM has; none if its data cannot be read. */
    Map<String, String> counters(long pid, Iterable<String> names) throws ReflectiveOperationException {
        Map<String, String> values = new HashMap<>();
        Class<?> idType = Class.forName(API + "VmIdentifier");
        Class<?> vmType = Class.forName(API + "MonitoredVm");
        Class<?> hostType = Class.forName(API + "MonitoredHost");
        try {
            Object id = idType.getConstructor(String.class).newInstance("//" + pid + "?mode=r");
            Object vm = hostType.getMethod("getMonitoredVm", idType).invoke(host, id);
            try {
                for (String name : names) {
                    Object counter =
                            vmType.getMethod("findByName", String.class).invoke(vm, name);
                    if (counter != null) {
                        Object value = Class.forName(API + "Monitor")
                                .getMethod("getValue")
                                .invoke(counter);
                        values.put(name, String.valueOf(value));
                    }
                }
            } finally {
                hostType.getMethod("detach", vmType).invoke(host, vm);
            }
        } catch (InvocationTargetException e) {
            // another user's JVM, or one that starts or ends just now: what was read so far is what there is
            return values;
        }
        return values;
    }
}
