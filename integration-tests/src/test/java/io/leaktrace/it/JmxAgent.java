/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** The agent in another JVM, asked over JMX: quicker than the command line, for tests that ask often. */
final class JmxAgent implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName bean;

    private JmxAgent(JMXConnector connector) throws Exception {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.bean = new ObjectName("io.leaktrace:type=LeakTrace");
    }

    /** Connects to a program that has printed {@code ready}. */
    static JmxAgent of(ForkedJvm jvm) throws Exception {
        JmxAgent agent = new JmxAgent(JmxIT.connect(jvm));
        jvm.await("the MBean", () -> agent.server.isRegistered(agent.bean));
        return agent;
    }

    Object attribute(String name) throws Exception {
        return server.getAttribute(bean, name);
    }

    long number(String attribute) throws Exception {
        return ((Number) attribute(attribute)).longValue();
    }

    double ratio(String attribute) throws Exception {
        return ((Number) attribute(attribute)).doubleValue();
    }

    AgentDump dump() throws Exception {
        return AgentDump.of(ask("dump", "format=json"));
    }

    String check() throws Exception {
        return (String) server.invoke(bean, "check", new Object[0], new String[0]);
    }

    void set(String keyValues) throws Exception {
        ask("set", keyValues);
    }

    private String ask(String operation, String argument) throws Exception {
        return (String) server.invoke(bean, operation, new Object[] {argument}, new String[] {String.class.getName()});
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
