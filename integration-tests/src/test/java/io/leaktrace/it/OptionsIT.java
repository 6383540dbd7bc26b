/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.leaktrace.it.cli.Orders;
import io.leaktrace.it.cli.Quiet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options as they reach the agent at the start of a real JVM, good ones and bad ones. */
final class OptionsIT {
    /** What is wrong with an option, by what is given. */
    private static Map<String, String> mistakes() {
        Map<String, String> mistakes = new LinkedHashMap<>();
        mistakes.put("graceperiod=5s", "unknown option \"graceperiod\"; valid: threshold, interval, kinds, include,");
        mistakes.put(
                "threshold=abc", "option threshold: \"abc\" is not a duration; use for example 500ms, 60s, 5m or 1h");
        mistakes.put("interval=0s", "option interval: \"0s\" is not longer than zero;");
        mistakes.put("repeat=5", "option repeat: \"5\" has no unit; use for example 5s or 5ms");
        mistakes.put(
                "kinds=tread", "option kinds: \"tread\" is not a kind of task; valid, separated by ';': all, thread,");
        mistakes.put("include=a b", "option include: \"a b\" is not a package prefix or glob;");
        mistakes.put("exclude=a;;b", "option exclude: \"a;;b\" has an empty entry;");
        mistakes.put("ignore=/no/such/file", "option ignore: \"/no/such/file\" does not exist;");
        mistakes.put("capture=most", "option capture: \"most\" is not valid; use full, auto or site");
        mistakes.put("budget=0", "option budget: \"0\" is not a share of CPU;");
        mistakes.put("depth=1025", "option depth: \"1025\" is not valid; use a number from 1 to 1024");
        mistakes.put("ancestors=-1", "option ancestors: \"-1\" is not valid; use a number from 0 to 16");
        mistakes.put("log=/", "option log: \"/\" is a directory;");
        mistakes.put("format=xml", "option format: \"xml\" is not valid; use json or text");
        mistakes.put("jmx=1", "option jmx: \"1\" is not valid; use true or false");
        mistakes.put("jfr=1", "option jfr: \"1\" is not valid; use true or false");
        mistakes.put("http=x", "option http: \"x\" is not an address;");
        mistakes.put("token=", "option token: has no value;");
        mistakes.put("config=/no/such/file", "option config: \"/no/such/file\" does not exist;");
        mistakes.put("help=1", "option help: \"1\" is not valid; use true or false");
        return mistakes;
    }

    @OnEveryJdk
    void mistakesNeverStopTheApplication(Jdk jdk) throws Exception {
        for (Map.Entry<String, String> mistake : mistakes().entrySet()) {
            try (ForkedJvm jvm = quiet(jdk, mistake.getKey()).start()) {
                jvm.awaitOutput("ready").finish();
                assertThat(jvm.stderr().lines())
                        .as(mistake.getKey())
                        .singleElement()
                        .asString()
                        .startsWith("leaktrace: disabled: " + mistake.getValue());
            }
        }
    }

    @OnEveryJdk
    void aWrongSystemPropertyIsNamed(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = quiet(jdk, "log=none").jvm("-Dleaktrace.depth=x").start()) {
            jvm.awaitOutput("ready").finish();
            assertThat(jvm.stderr())
                    .contains("disabled: option depth: \"x\" is not valid;", "(system property leaktrace.depth)");
        }
    }

    @OnEveryJdk
    void argumentWinsOverPropertyOverFile(Jdk jdk) throws Exception {
        Path file = Files.createTempFile("leaktrace-it", ".properties");
        Files.writeString(file, "threshold=1h\ninterval=1h\ncapture=full\nlog=none\n");
        JvmCommand command = quiet(jdk, "threshold=7s,config=" + file + ",log=none")
                .jvm("-Dleaktrace.threshold=5m", "-Dleaktrace.interval=5m", "-Dleaktrace.graceperiod=1");
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("ready");
            Command info = Command.run(jdk, "info", String.valueOf(jvm.pid()), "--format=json");
            JsonObject agent = Json.parse(info.stdout()).getAsJsonObject("leaktrace");
            assertThat(agent.get("threshold").getAsString()).isEqualTo("PT7S");
            assertThat(agent.get("interval").getAsString()).isEqualTo("PT5M");
            assertThat(agent.get("capture").getAsString()).isEqualTo("full");
            jvm.finish();
        } finally {
            Files.delete(file);
        }
    }

    @OnEveryJdk
    void helpPrintsTheTableAndLeavesTheAgentOff(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = quiet(jdk, "log=none,help").start()) {
            jvm.awaitOutput("ready");
            assertThat(jvm.stderr()).startsWith("option     default  meaning\nthreshold  60s");
            assertThat(jvm.stderr().lines()).hasSize(20);
            assertThat(jvm.stdout()).isEqualTo("ready\n");
            assertThat(Command.run(jdk, "check", String.valueOf(jvm.pid())).exitCode())
                    .isEqualTo(2);
        }
    }

    @OnEveryJdk
    void optionsOfLaterVersionsAreNoticedAndDoNoHarm(Jdk jdk) throws Exception {
        try (ForkedJvm jvm =
                quiet(jdk, "http=8080,token=secret,jfr=true,log=none").start()) {
            jvm.awaitOutput("ready").finish();
            for (String key : new String[] {"http", "token", "jfr"}) {
                assertThat(jvm.stderr()).contains("option " + key + " is not in this version");
            }
            assertThat(jvm.stderr()).contains("hooks active").doesNotContain("secret");
        }
    }

    @OnEveryJdk
    void writesReportsWhereTheyAreWanted(Jdk jdk) throws Exception {
        String options = "threshold=500ms,interval=200ms,log=";
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk, Orders.class).options(options + "stdout").start()) {
            jvm.awaitOutput("leaktrace report #1 at ");
            assertThat(jvm.stderr()).doesNotContain("leaktrace report");
        }
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk, Orders.class).options(options + "stderr").start()) {
            jvm.await("a report on stderr", () -> jvm.stderr().contains("leaktrace report #1 at "));
            assertThat(jvm.stdout()).isEqualTo("ready\n");
        }
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk, Orders.class).options(options + "none").start()) {
            jvm.awaitOutput("ready");
            String pid = String.valueOf(jvm.pid());
            jvm.await("findings", () -> Command.run(jdk, "check", pid).exitCode() == 1);
            jvm.finish();
            assertThat(jvm.stderr()).doesNotContain("report #");
        }
    }

    @OnEveryJdk
    void tracksOnlyTheKindsAskedFor(Jdk jdk) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, Orders.class).options("kinds=executor-task");
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("ready");
            assertThat(Command.dump(jvm).byKind()).containsKey("executor-task").doesNotContainKeys("pool", "future");
            jvm.finish();
        }
    }

    private static JvmCommand quiet(Jdk jdk, String options) {
        JvmCommand command = ForkedJvm.of(jdk, Quiet.class);
        // the harness adds its own log unless one is named; a duplicate would be a mistake of its own
        return command.options(options);
    }
}
