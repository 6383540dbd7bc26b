/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import static io.leaktrace.core.report.TaskFixture.AT;
import static io.leaktrace.core.report.TaskFixture.finding;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.report;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.snapshotAt;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Through a real connector, as JConsole would see it. */
final class JmxSinkTest {
    private final Tracked stuck = order(42).made();
    private final Finding blocked = finding(Verdict.BLOCKED, "f1", stuck);
    private final FakeAgent agent = new FakeAgent(snapshot(
            stuck,
            order(43).age(200_000).representative(9).made(),
            task(44).state(State.IDLE, "LinkedBlockingQueue.take").made()));
    private final JmxSink sink = new JmxSink(agent);

    private ObjectName name;
    private JMXConnectorServer server;
    private JMXConnector connector;
    private MBeanServerConnection remote;

    @BeforeEach
    void connect() throws Exception {
        sink.register();
        name = new ObjectName("io.leaktrace:type=LeakTrace");
        server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        connector = JMXConnectorFactory.connect(server.getAddress());
        remote = connector.getMBeanServerConnection();
    }

    @AfterEach
    void disconnect() throws Exception {
        connector.close();
        server.stop();
        sink.unregister();
        sink.unregister();
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name))
                .isFalse();
    }

    @Test
    void hasTheAttributesAndOperationsOfTheContract() throws Exception {
        assertThat(Arrays.stream(remote.getMBeanInfo(name).getAttributes()).map(MBeanAttributeInfo::getName))
                .containsExactlyInAnyOrder(
                        "Version",
                        "Threshold",
                        "Interval",
                        "Capture",
                        "LiveTasks",
                        "CreatedTasks",
                        "EndedTasks",
                        "TasksByKind",
                        "TasksByState",
                        "Sites",
                        "Findings",
                        "LastReport",
                        "ReportsWritten",
                        "SuppressedFailures",
                        "Coverage",
                        "Budget",
                        "CaptureCostRatio",
                        "ExactOrigins",
                        "RepresentativeOrigins",
                        "NotCapturedOrigins",
                        "RepresentativeRatio",
                        "RegistryBytes",
                        "StaleIgnoreRules");
        assertThat(Arrays.stream(remote.getMBeanInfo(name).getOperations()).map(MBeanOperationInfo::getName))
                .containsExactlyInAnyOrder(
                        "dump", "check", "checkJson", "findings", "task", "mark", "diff", "reset", "set");
        assertThat(remote.getMBeanInfo(name).getNotifications()[0].getNotifTypes())
                .containsExactly("io.leaktrace.finding", "io.leaktrace.resolved");
    }

    @Test
    void showsFactsAboutTheAgent() throws Exception {
        assertThat(remote.getAttribute(name, "Version")).isEqualTo("1.2.3");
        assertThat(remote.getAttribute(name, "Coverage")).isEqualTo("12/12 hooks active");
        assertThat(remote.getAttribute(name, "CreatedTasks")).isEqualTo(100L);
        assertThat(remote.getAttribute(name, "EndedTasks")).isEqualTo(90L);
        assertThat(remote.getAttribute(name, "ReportsWritten")).isEqualTo(5L);
        assertThat(remote.getAttribute(name, "SuppressedFailures")).isEqualTo(2);
        assertThat(remote.getAttribute(name, "CaptureCostRatio")).isEqualTo(0.0042);
        assertThat(remote.getAttribute(name, "ExactOrigins")).isEqualTo(972L);
        assertThat(remote.getAttribute(name, "RepresentativeOrigins")).isEqualTo(28L);
        assertThat(remote.getAttribute(name, "NotCapturedOrigins")).isEqualTo(0L);
        assertThat(remote.getAttribute(name, "RepresentativeRatio")).isEqualTo(0.028);
        assertThat(remote.getAttribute(name, "RegistryBytes")).isEqualTo(4096L);
        assertThat(remote.getAttribute(name, "StaleIgnoreRules")).isEqualTo(new String[] {"name:never"});
        assertThat(remote.getAttribute(name, "LastReport")).isEqualTo("");
    }

    @Test
    void countsTasksFromOneSnapshot() throws Exception {
        String[] names = {"LiveTasks", "TasksByState", "TasksByKind", "Sites"};
        List<Attribute> values = remote.getAttributes(name, names).asList();

        assertThat(values).extracting(Attribute::getName).containsExactly(names);
        assertThat(values.get(0).getValue()).isEqualTo(3);
        TabularData byState = (TabularData) values.get(1).getValue();
        assertThat(byState.get(new Object[] {"waiting"}).get("value")).isEqualTo(2);
        assertThat(byState.get(new Object[] {"idle"}).get("value")).isEqualTo(1);
        assertThat(((TabularData) values.get(2).getValue())
                        .get(new Object[] {"executor-task"})
                        .get("value"))
                .isEqualTo(3);
        assertThat(agent.calls).containsExactly("snapshot");
    }

    @Test
    void showsTheSitesWithMostLiveTasks() throws Exception {
        TabularData sites = (TabularData) remote.getAttribute(name, "Sites");
        CompositeData first = sites.get(new Object[] {1});

        assertThat(first.get("site")).isEqualTo("com.acme.Orders.importAll(Orders.java:40)");
        assertThat(first.get("kind")).isEqualTo("executor-task");
        assertThat(first.get("live")).isEqualTo(2);
        assertThat(first.get("created")).isEqualTo(2);
        assertThat(first.get("oldest")).isEqualTo("3m20s");
        assertThat(first.get("representative")).isEqualTo(1);
        assertThat(sites.get(new Object[] {2}).get("site")).isEqualTo("created before LeakTrace was attached");
    }

    @Test
    void readsAndWritesDurationsInBothForms() throws Exception {
        assertThat(remote.getAttribute(name, "Threshold")).isEqualTo("PT1M");
        assertThat(remote.getAttribute(name, "Interval")).isEqualTo("PT30S");
        remote.setAttribute(name, new Attribute("Threshold", "PT1M30S"));
        remote.setAttribute(name, new Attribute("Interval", "500ms"));
        remote.setAttribute(name, new Attribute("Capture", "full"));

        remote.setAttribute(name, new Attribute("Budget", "0.5%"));

        assertThat(agent.calls).containsExactly("threshold=90s", "interval=500ms", "capture=full", "budget=0.5%");
        assertThat(remote.getAttribute(name, "Capture")).isEqualTo("auto");
        assertThat(remote.getAttribute(name, "Budget")).isEqualTo("1%");
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        assertMistake(
                "threshold: \"soon\" is not a duration; use for example 500ms, 60s, 5m or PT1M",
                () -> remote.setAttribute(name, new Attribute("Threshold", "soon")));
        assertMistake(
                "capture: \"full,threshold=1s\" is not valid; use full, auto or site",
                () -> remote.setAttribute(name, new Attribute("Capture", "full,threshold=1s")));
        assertMistake(
                "budget: \"2%,threshold=1s\" is not a share of CPU; use for example 0.5%, 1% or 10%",
                () -> remote.setAttribute(name, new Attribute("Budget", "2%,threshold=1s")));
        assertMistake(
                "group: \"x\" is not valid; use site, stack, wait, state, kind or pool", () -> call("dump", "group=x"));
        assertMistake("unknown option \"x\"; valid: threshold", () -> call("set", "x"));
        assertMistake("no mark \"x\"; marks: none yet; or use now", () -> call("diff", "x", "now"));
        assertMistake(
                "no live task has id 9; dump lists those alive",
                () -> remote.invoke(name, "task", new Object[] {9L}, new String[] {"long"}));
    }

    @Test
    void dumpsChecksAndShowsOneTask() throws Exception {
        agent.report = report(7, snapshot(stuck), List.of(blocked), List.of());

        assertThat(call("dump", "with=state:idle")).contains("1 of them passed the filter\n\ntask 44 ");
        assertThat(call("check")).startsWith("leaktrace report #7 at").contains("budget 1%), 2 failures suppressed");
        assertThat(call("checkJson")).startsWith("{\"schema\":1,\"number\":7,");
        assertThat(remote.getAttribute(name, "LastReport")).isEqualTo(call("check"));
        assertThat(remote.invoke(name, "task", new Object[] {42L}, new String[] {"long"})
                        .toString())
                .startsWith("task 42 \"pool-1-thread-42\" executor-task [waiting: CountDownLatch.await, 2m05s]:");
        assertThat(call("set", "threshold=5s")).isEqualTo("in force: threshold=5s");
    }

    @Test
    void comparesMarksWithNow() throws Exception {
        assertThat(call("mark", "a")).isEqualTo("mark a: 3 tasks from 2 sites");
        agent.snapshot = snapshot(stuck);

        assertThat(call("diff", "a", ""))
                .contains("only in now: 0 sites\nin both: 1 site\n  -1 (2 -> 1) executor-task com.acme")
                .doesNotContain("representative");
        call("reset");
        assertThat(agent.calls).contains("reset");
        assertMistake("no mark \"a\"; marks: none yet; or use now", () -> call("diff", "a", "now"));
    }

    @Test
    void showsTheFindingsOfTheLastScan() throws Exception {
        assertThat(call("findings")).isEmpty();
        sink.scanned(snapshot(stuck), List.of(blocked));

        TabularData findings = (TabularData) remote.getAttribute(name, "Findings");
        assertThat(findings.size()).isEqualTo(1);
        CompositeData first = findings.get(new Object[] {1});
        assertThat(first.getAll(new String[] {"verdict", "fingerprint", "count", "summary", "ignoreRule"}))
                .containsExactly("BLOCKED", "f1", 1, "stuck", "created:com.acme.Orders.importAll");
        assertThat(call("findings"))
                .startsWith("BLOCKED: stuck\ntask 42 ")
                .endsWith("to silence: created:com.acme.Orders.importAll");
    }

    @Test
    void notifiesOnceOfANewFindingAndOnceWhenItEnds() throws Exception {
        BlockingQueue<Notification> received = new LinkedBlockingQueue<>();
        remote.addNotificationListener(name, (notification, handback) -> received.add(notification), null, null);

        sink.scanned(snapshot(stuck), List.of(blocked));
        sink.scanned(snapshotAt(AT.plusSeconds(30), stuck), List.of(blocked));
        sink.scanned(snapshotAt(AT.plusSeconds(60), stuck), List.of());
        sink.scanned(snapshotAt(AT.plusSeconds(90), stuck), List.of(blocked));
        sink.reset();
        sink.scanned(snapshotAt(AT.plusSeconds(120), stuck), List.of(blocked));

        assertNotice(received, "io.leaktrace.finding", "BLOCKED: stuck");
        assertNotice(received, "io.leaktrace.resolved", "resolved: BLOCKED: stuck");
        assertNotice(received, "io.leaktrace.finding", "BLOCKED: stuck");
        assertNotice(received, "io.leaktrace.finding", "BLOCKED: stuck");
        assertThat(received).isEmpty();
    }

    @Test
    void registersAndUnregistersAnyNumberOfTimes() throws Exception {
        sink.register();
        sink.unregister();
        assertThat(remote.isRegistered(name)).isFalse();
        sink.register();
        assertThat(remote.isRegistered(name)).isTrue();
    }

    private static void assertNotice(BlockingQueue<Notification> received, String type, String message)
            throws Exception {
        Notification notice = received.poll(20, TimeUnit.SECONDS);
        assertThat(notice).isNotNull();
        assertThat(notice.getType()).isEqualTo(type);
        assertThat(notice.getMessage()).isEqualTo(message);
        assertThat(((CompositeData) notice.getUserData()).get("fingerprint")).isEqualTo("f1");
    }

    private String call(String operation, String... arguments) throws Exception {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        return String.valueOf(remote.invoke(name, operation, arguments, types));
    }

    private static void assertMistake(String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
