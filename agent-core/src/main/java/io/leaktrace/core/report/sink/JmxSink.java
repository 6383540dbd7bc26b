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
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows the agent as {@code io.leaktrace:type=LeakTrace} on the platform's MBean server. Registered and unregistered by
 * the threads that start and stop the agent, never before the host's main method: JMX would lock in the host's
 * providers of MBean servers and of logging. Until then no class of JMX is touched.
 */
public final class JmxSink implements FindingsListener {
    /** The name of the MBean. */
    public static final String NAME = "io.leaktrace:type=LeakTrace";

    private final ManagedAgent managed;
    private volatile @Nullable FindingNotices notices;

    /** Registers nothing yet. */
    public JmxSink(RunningAgent agent) {
        managed = new ManagedAgent(agent, System::nanoTime);
    }

    /**
     * Registers the MBean; does nothing if it is registered.
     *
     * @throws JMException if the platform's MBean server refuses it
     */
    public synchronized void register() throws JMException {
        ObjectName name = new ObjectName(NAME);
        if (!server().isRegistered(name)) {
            OpenTables tables = new OpenTables();
            FindingNotices fresh = new FindingNotices(name, tables);
            server().registerMBean(new LeakTraceMBean(managed, tables, fresh), name);
            notices = fresh;
        }
    }

    /**
     * Unregisters the MBean; does nothing if it is not registered.
     *
     * @throws JMException if the platform's MBean server refuses it
     */
    public synchronized void unregister() throws JMException {
        // asking for the server would create it
        if (notices != null) {
            notices = null;
            ObjectName name = new ObjectName(NAME);
            if (server().isRegistered(name)) {
                server().unregisterMBean(name);
            }
        }
    }

    @Override
    public void scanned(Snapshot snapshot, List<Finding> findings) {
        managed.scanned(snapshot, findings);
        FindingNotices now = notices;
        if (now != null) {
            now.scanned(snapshot, findings);
        }
    }

    @Override
    public void reset() {
        FindingNotices now = notices;
        if (now != null) {
            now.reset();
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
