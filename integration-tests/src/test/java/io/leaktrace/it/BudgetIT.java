/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static io.leaktrace.it.CliIT.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.leaktrace.it.cli.Orders;
import java.nio.file.Files;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** What capturing may cost, set at the start and at run time, and shown wherever users look. */
final class BudgetIT {
    @OnEveryJdk
    void isTakenAtTheStartAndShownWithWhatCapturingCosts(Jdk jdk) throws Exception {
        String options = "threshold=500ms,interval=200ms,budget=2%";
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Orders.class).options(options).start()) {
            jvm.awaitOutput("ready")
                    .await(
                            "a report",
                            () -> Files.exists(jvm.log())
                                    && Files.readString(jvm.log()).contains("BLOCKED"));

            assertThat(jvm.stderr()).contains(", capture=auto, budget=2%, ").doesNotContain("not in this version");
            assertThat(Files.readString(jvm.log()))
                    .containsPattern("leaktrace report #1 at \\S+: \\d findings?, \\d+ tasks \\([^)]*\\), "
                            + "origins 100% exact, capturing costs \\S+% of one core \\(budget 2%\\)\n");
            assertThat(info(jvm))
                    .containsPattern("\noptions +threshold 500ms, interval 200ms, capture auto, budget 2%\n")
                    .containsPattern(
                            "\norigins +\\d+ exact \\(100%\\), 0 representative of site \\(0%\\), 0 not captured")
                    .containsPattern("\ncost +capturing \\S+% of one core \\(budget 2%\\), registry ");
            JsonObject capture = check(jvm);
            assertThat(capture.keySet())
                    .containsExactly("mode", "budget", "costRatio", "exact", "representative", "notCaptured");
            assertThat(capture.get("budget").getAsDouble()).isEqualTo(0.02);
            assertThat(capture.get("exact").getAsLong()).isPositive();
            jvm.finish();
        }
    }

    @OnEveryJdk
    void changesAtRunTimeInEveryWayThereIs(Jdk jdk) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, Orders.class).jvm("-XX:+EnableDynamicAgentLoading");
        try (ForkedJvm jvm = command.start()) {
            String pid = String.valueOf(jvm.awaitOutput("ready").pid());
            assertThat(jvm.stderr()).as("as usual, so not worth a word").doesNotContain("budget");

            assertThat(Command.run(jdk, "set", pid, "budget=0.5%").stdout())
                    .startsWith("threshold=2s, ")
                    .endsWith(", capture=auto, budget=0.5%\n");
            assertThat(info(jvm)).contains("capture auto, budget 0.5%");
            assertThat(Command.run(jdk, "attach", pid, "budget=3%").stdout()).contains("capture=auto, budget=3%");
            assertThat(check(jvm).get("budget").getAsDouble()).isEqualTo(0.03);
            failsWith(
                    Command.run(jdk, "set", pid, "budget=0.001%"),
                    "option budget: \"0.001%\" is not a share of CPU; use for example 0.5%, 1% or 10%, at least 0.01%");
            failsWith(Command.run(jdk, "attach", pid, "budget=101%"), "option budget: \"101%\" is not a share of CPU;");

            changesOverJmx(jvm);
            assertThat(Command.run(jdk, "check", pid).stdout()).contains("of one core (capture=full)\n");
            assertThat(info(jvm)).contains("capture full, budget 4%").doesNotContain("one core (budget");
            jvm.finish();
        }
    }

    /** Beyond it tasks are shown by their site; what is created once there is more of it has its own stack again. */
    @OnEveryJdk
    void countsFromTheMomentItIsChanged(Jdk jdk) throws Exception {
        Told.run(jdk, "threshold=60s,interval=500ms,format=json,budget=0.01%", told -> {
            told.awaitTrust("hot");
            told.tell("hot 50000 500");
            assertThat(told.kept("hot"))
                    .hasSize(500)
                    .anyMatch(task -> !task.createdBy().exact());
            told.tell("hot drop");

            told.agent().set("budget=100%");
            told.tell("hot 100 500");
            assertThat(told.kept("hot"))
                    .hasSize(500)
                    .allMatch(task -> task.createdBy().exact() && told.isAt(task, "hot"));
            told.tell("hot drop");

            told.agent().set("budget=0.01%");
            told.tell("hot 50000 500");
            assertThat(told.kept("hot")).anyMatch(task -> !task.createdBy().exact());
        });
    }

    @OnEveryJdk
    void isTakenWhenTheAgentIsLoadedIntoARunningJvm(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Orders.class).withoutAgent().start()) {
            String pid = String.valueOf(jvm.awaitOutput("ready").pid());

            failsWith(Command.run(jdk, "attach", pid, "budget=0%"), "option budget: \"0%\" is not a share of CPU;");
            assertThat(Command.run(jdk, "attach", pid, "budget=3%", "log=none").stdout())
                    .contains("log=none, capture=auto, budget=3%, ");
            assertThat(info(jvm)).contains("capture auto, budget 3%");
        }
    }

    private static void changesOverJmx(ForkedJvm jvm) throws Exception {
        ObjectName bean = new ObjectName("io.leaktrace:type=LeakTrace");
        try (JMXConnector connector = JmxIT.connect(jvm)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            assertThat(server.getAttribute(bean, "Budget")).as("as it was").isEqualTo("3%");
            server.setAttribute(bean, new Attribute("Budget", "4%"));
            server.setAttribute(bean, new Attribute("Capture", "full"));
            assertThat(server.getAttribute(bean, "Budget")).isEqualTo("4%");
            assertThat(server.getAttribute(bean, "Capture")).isEqualTo("full");
            assertThatThrownBy(() -> server.setAttribute(bean, new Attribute("Budget", "much")))
                    .hasMessageContaining("\"much\" is not a share of CPU");
            String set = (String) server.invoke(
                    bean, "set", new Object[] {"capture=site,budget=5%"}, new String[] {String.class.getName()});
            assertThat(set).endsWith(", capture=site, budget=5%");
            server.setAttribute(bean, new Attribute("Capture", "full"));
            server.setAttribute(bean, new Attribute("Budget", "4%"));
        }
    }

    private static String info(ForkedJvm jvm) throws Exception {
        return Command.run(jvm.jdk(), "info", String.valueOf(jvm.pid())).stdout();
    }

    /** What a report in JSON says of capturing. */
    private static JsonObject check(ForkedJvm jvm) throws Exception {
        Command check = Command.run(jvm.jdk(), "check", String.valueOf(jvm.pid()), "--format=json");
        return Json.parse(check.stdout()).getAsJsonObject("capture");
    }
}
