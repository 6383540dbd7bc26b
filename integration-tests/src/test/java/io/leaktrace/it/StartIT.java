/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Hello;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The application waits until the agent has started, so what can wait is loaded afterwards. */
class StartIT {
    private static final int OUR_CLASSES = 130;

    /** Each is of a feature that is used later, or costs 10 ms when anything uses it first. */
    private static final Pattern LATER = Pattern.compile(
            "(ch\\.qos|org\\.slf4j|com\\.google|picocli|java\\.lang\\.management|javax\\.management)\\..*"
                    + "|io\\.leaktrace\\.core\\.((report|diagnose|cli|model)\\..*|scan\\.Scanner)"
                    + "|io\\.leaktrace\\..*Lambda.*|java\\.lang\\.runtime\\.ObjectMethods|.*\\.\\$Proxy.*");

    @OnEveryJdk
    void loadsNothingBeforeMainThatCanWait(Jdk jdk) throws Exception {
        List<String> loaded = loadedBeforeMain(jdk, true);
        loaded.removeAll(loadedBeforeMain(jdk, false));

        assertThat(loaded)
                .contains("io.leaktrace.bootstrap.Probes")
                .noneMatch(name -> LATER.matcher(name).matches());
        assertThat(loaded)
                .filteredOn(name -> name.startsWith("io.leaktrace.") || name.startsWith("net.bytebuddy."))
                .hasSizeLessThan(OUR_CLASSES);
    }

    /** The hooks wait for the JDK's own launcher; others never say that the application begins. */
    @OnEveryJdk
    void startsUnderAnyLauncher(Jdk jdk) throws Exception {
        assertThat(saidAtStart(ForkedJvm.of(jdk, Hello.class).jvm("-Dsun.java.launcher=another")))
                .singleElement()
                .asString()
                .matches(".*, (\\d+)/\\1 hooks active");
    }

    @OnEveryJdk
    void startsOnceIfNamedTwice(Jdk jdk) throws Exception {
        assertThat(saidAtStart(ForkedJvm.of(jdk, Hello.class).jvm("-javaagent:" + AgentJar.path() + "=threshold=3s")))
                .singleElement()
                .asString()
                .matches(".*, (\\d+)/\\1 hooks active");
    }

    private static List<String> saidAtStart(JvmCommand command) throws Exception {
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitEnd(ForkedJvm.OWN_EXIT_CODE);
            return jvm.stderr().lines().toList();
        }
    }

    /** Names of classes, in order; those made at run time have a number in their names. */
    private static List<String> loadedBeforeMain(Jdk jdk, boolean agent) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, Hello.class).options("");
        Path log = command.directory().resolve("classes");
        command.jvm("-Xlog:class+load:file=" + log);
        try (ForkedJvm jvm = (agent ? command : command.withoutAgent()).start()) {
            jvm.awaitEnd(ForkedJvm.OWN_EXIT_CODE);
        }
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            if (line.contains(" source: ")) {
                String name = line.substring(line.lastIndexOf("] ") + 2, line.indexOf(" source: "));
                if (name.equals(Hello.class.getName())) {
                    return names;
                }
                names.add(name);
            }
        }
        throw new AssertionError(Hello.class.getName() + " is not in " + log);
    }
}
