/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.RunningAgent;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.report.FindingsListener;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Shows the agent as {@code io.leaktrace:type=LeakTrace} on the platform's MBean server. Registered and unregistered by the
 * threads that start and stop the agent, never before the host's main method: JMX would lock in the host's providers.
 */
public final class JmxSink implements FindingsListener {
    /** The name of the MBean. */
    public static final String NAME = "io.leaktrace:type=LeakTrace";

    private final ObjectName name;
    private final ManagedAgent managed;
    private final FindingNotices notices;
    private final OpenTables tables = new OpenTables();

    /** Registers nothing yet. */
    public JmxSink(RunningAgent agent) {
        try {
            name = new ObjectName(NAME);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("a constant name is valid", e);
        }
        managed = new ManagedAgent(agent, System::nanoTime);
        notices = new FindingNotices(name, tables);
    }

    /**
     * Registers the MBean; does nothing if it is registered.
     *
     * @throws JMException if the platform's MBean server refuses it
     */
    public void register() throws JMException {
        try {
            server().registerMBean(new LeakTraceMBean(managed, tables, notices), name);
        } catch (InstanceAlreadyExistsException e) {
            // registered before
            return;
        }
    }

    /**
     * Unregisters the MBean; does nothing if it is not registered.
     *
     * @throws JMException if the platform's MBean server refuses it
     */
    public void unregister() throws JMException {
        try {
            server().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // unregistered before
            return;
        }
    }

    @Override
    public void scanned(Snapshot snapshot, List<Finding> findings) {
        managed.scanned(snapshot, findings);
        notices.scanned(snapshot.at(), findings);
    }

    @Override
    public void reset() {
        notices.reset();
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
