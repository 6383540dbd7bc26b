/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** The MBean of the agent in a target (CONTRACT section 7). */
final class AgentBean {
    /** The MBean is registered on first use of JMX by the application, or a few seconds after the start. */
    private static final long WAIT_MILLIS = 10_000;

    private static final long MOMENT_MILLIS = 3_000;

    private static final ObjectName NAME = name();

    private final Connection connection;

    private AgentBean(Connection connection) {
        this.connection = connection;
    }

    /** The MBean, once it is there; a failure that says what to do if it is not. */
    static AgentBean of(Target target, Connection connection) throws CommandFailure {
        Boolean inside = isInside(target);
        AgentBean found = await(connection, Boolean.TRUE.equals(inside) ? WAIT_MILLIS : 0);
        if (found == null) {
            throw missing(target, inside);
        }
        return found;
    }

    /** The MBean, or null if it is not there; an agent that has just started with its JVM is given a moment. */
    static @Nullable AgentBean ifPresent(Target target, Connection connection) throws CommandFailure {
        AgentBean found = await(connection, 0);
        return found == null && Boolean.TRUE.equals(isInside(target)) ? await(connection, MOMENT_MILLIS) : found;
    }

    private static @Nullable AgentBean await(Connection connection, long millis) throws CommandFailure {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!connection.ask(server -> server.isRegistered(NAME))) {
            if (System.nanoTime() - deadline >= 0) {
                return null;
            }
            Pause.millis(100);
        }
        return new AgentBean(connection);
    }

    String call(String operation, String... arguments) throws CommandFailure {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        Object answer = connection.ask(server -> server.invoke(NAME, operation, arguments, types));
        return String.valueOf(answer);
    }

    /** The value, or null if this version of the agent has no such attribute. */
    @Nullable
    Object attribute(String attribute) throws CommandFailure {
        return connection.ask(server -> {
            try {
                return server.getAttribute(NAME, attribute);
            } catch (AttributeNotFoundException e) {
                return null;
            } catch (MBeanException e) {
                throw new JMException(Connection.message(e));
            }
        });
    }

    /** A map-valued attribute, by key. */
    Map<String, Object> map(String attribute) throws CommandFailure {
        Map<String, Object> map = new TreeMap<>();
        if (attribute(attribute) instanceof TabularData rows) {
            for (Object row : rows.values()) {
                CompositeData pair = (CompositeData) row;
                map.put(String.valueOf(pair.get("key")), pair.get("value"));
            }
        }
        return map;
    }

    /** Whether the agent is in a process of this machine; null if that cannot be told from outside. */
    private static @Nullable Boolean isInside(Target target) {
        Jvm jvm = target instanceof Target.Local local ? Jvms.find(local.pid()) : null;
        return jvm == null || jvm.agent() == null ? null : jvm.hasAgent();
    }

    private static CommandFailure missing(Target target, @Nullable Boolean inside) {
        if (target instanceof Target.Local local) {
            return CommandFailure.error(
                    Boolean.TRUE.equals(inside)
                            ? "LeakTrace is in " + target + " without JMX; switch it on with: attach " + local.pid()
                                    + " jmx=true"
                            : "LeakTrace is not in " + target + "; load it with: attach " + local.pid());
        }
        return CommandFailure.error("LeakTrace is not in the JVM at " + target
                + ", or runs there with jmx=false; on that machine use: attach <pid>");
    }

    private static ObjectName name() {
        try {
            return new ObjectName("io.leaktrace:type=LeakTrace");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
