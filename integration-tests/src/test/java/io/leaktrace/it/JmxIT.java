/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.tools.attach.VirtualMachine;
import io.leaktrace.it.scenario.Commanded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBean, through a real connector from another JVM. */
class JmxIT {
    private final List<Notification> notices = new CopyOnWriteArrayList<>();

    @OnEveryJdk
    void answersThroughAConnectorAndNotifies(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Commanded.class).start()) {
            try (JMXConnector connector = connect(jvm)) {
                answersAndNotifies(jvm, connector.getMBeanServerConnection());
            }
            jvm.finish();
        }
    }

    @OnEveryJdk
    void isAbsentWhenSwitchedOff(Jdk jdk) throws Exception {
        String options = "threshold=1s,interval=200ms,format=json,jmx=false";
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Commanded.class).options(options).start()) {
            try (JMXConnector connector = connect(jvm)) {
                jvm.tell("stuck");
                jvm.awaitReports("a report, although there is no MBean", reports -> !reports.isEmpty());
                assertThat(connector.getMBeanServerConnection().queryNames(new ObjectName("io.leaktrace:*"), null))
                        .isEmpty();
            }
            jvm.tell("stop");
            jvm.awaitEnd(ForkedJvm.OWN_EXIT_CODE);
        }
    }

    private void answersAndNotifies(ForkedJvm jvm, MBeanServerConnection server) throws Exception {
        ObjectName bean = new ObjectName("io.leaktrace:type=LeakTrace");
        String place = Marks.of(Commanded.class).place("told");
        jvm.await("the MBean", () -> server.isRegistered(bean));
        server.addNotificationListener(bean, (notice, handback) -> notices.add(notice), null, null);
        jvm.tell("stuck one");
        jvm.await("a notification of the finding", () -> has("io.leaktrace.finding"));
        assertThat(notices.get(0).getUserData()).isInstanceOf(CompositeData.class);
        assertThat(notices.get(0).getMessage()).contains("BLOCKED");

        checkAttributes(server, bean);
        String dump = ask(server, bean, "dump", "");
        assertThat(dump)
                .contains("\"stuck one\" thread [waiting: CountDownLatch.await")
                .contains(place);
        assertThat(ask(server, bean, "check")).contains("BLOCKED").contains(place);
        assertThat(ask(server, bean, "findings")).contains("BLOCKED").contains(place);

        server.setAttribute(bean, new Attribute("Threshold", "90s"));
        assertThat(server.getAttribute(bean, "Threshold")).isEqualTo("PT1M30S");
        assertThat(ask(server, bean, "check")).doesNotContain("BLOCKED");
        assertThatThrownBy(() -> server.setAttribute(bean, new Attribute("Threshold", "soon")))
                .hasMessageContaining("soon");
        server.setAttribute(bean, new Attribute("Threshold", "PT1S"));
        assertThat(ask(server, bean, "check")).contains("BLOCKED");

        notices.clear();
        jvm.tell("release");
        jvm.await("a notification of the end", () -> has("io.leaktrace.resolved"));
        assertThat(notices).as("once").hasSize(1);
        assertThat(notices.get(0).getUserData()).isInstanceOf(CompositeData.class);
    }

    private static void checkAttributes(MBeanServerConnection server, ObjectName bean) throws Exception {
        int live = (Integer) server.getAttribute(bean, "LiveTasks");
        assertThat(live).isPositive();
        assertThat(sum(server.getAttribute(bean, "TasksByState"))).isPositive();
        assertThat(sum(server.getAttribute(bean, "TasksByKind"))).isPositive();
        assertThat(server.getAttribute(bean, "Version")).asString().isNotEmpty();
        assertThat(Duration.parse((String) server.getAttribute(bean, "Threshold")))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.parse((String) server.getAttribute(bean, "Interval")))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(server.getAttribute(bean, "Capture")).isEqualTo("auto");
        assertThat((Long) server.getAttribute(bean, "CreatedTasks")).isPositive();
        assertThat((Long) server.getAttribute(bean, "EndedTasks")).isNotNegative();
        assertThat(server.getAttribute(bean, "SuppressedFailures")).isEqualTo(0);
        assertThat(server.getAttribute(bean, "Coverage")).asString().matches("(\\d+)/\\1 hooks active");
        assertThat((Double) server.getAttribute(bean, "CaptureCostRatio")).isBetween(0.0, 1.0);
        assertThat(server.getAttribute(bean, "Budget")).isEqualTo("1%");
        assertThat((Long) server.getAttribute(bean, "ExactOrigins")).isPositive();
        assertThat((Long) server.getAttribute(bean, "RepresentativeOrigins")).isNotNegative();
        assertThat((Long) server.getAttribute(bean, "NotCapturedOrigins")).isNotNegative();
        assertThat((Double) server.getAttribute(bean, "RepresentativeRatio")).isBetween(0.0, 1.0);
        assertThat((Long) server.getAttribute(bean, "RegistryBytes")).isPositive();
        assertThat((Long) server.getAttribute(bean, "ReportsWritten")).isPositive();
        assertThat(server.getAttribute(bean, "LastReport")).asString().contains("leaktrace report #");
        assertThat(((TabularData) server.getAttribute(bean, "Sites")).size()).isPositive();
        assertThat(((TabularData) server.getAttribute(bean, "Findings")).size()).isPositive();
    }

    private static int sum(Object table) {
        int sum = 0;
        for (Object row : ((TabularData) table).values()) {
            sum += (Integer) ((CompositeData) row).get("value");
        }
        return sum;
    }

    private boolean has(String type) {
        return notices.stream().anyMatch(notice -> notice.getType().equals(type));
    }

    private static String ask(MBeanServerConnection server, ObjectName bean, String operation, String... arguments)
            throws Exception {
        String[] types = arguments.length == 0 ? new String[0] : new String[] {String.class.getName()};
        return (String) server.invoke(bean, operation, arguments, types);
    }

    static JMXConnector connect(ForkedJvm jvm) throws Exception {
        jvm.awaitOutput("ready");
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()), Map.of());
        } finally {
            machine.detach();
        }
    }
}
