/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Hello;
import io.leaktrace.it.scenario.HostLogManager;
import io.leaktrace.it.scenario.HostObjects;
import io.leaktrace.it.scenario.LateSettings;
import io.leaktrace.it.scenario.ThreadLeaks;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever happens to the agent, the application goes on as if it were not there. */
class HostUnharmedIT {
    @OnEveryJdk
    void leavesTheSizeOfTheCommonPoolToTheHost(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, LateSettings.class)
                .options("threshold=2s,interval=500ms,format=json")
                .start()) {
            jvm.awaitOutput("parallelism=7;");
            jvm.finish();
        }
    }

    @OnEveryJdk
    void hostGetsItsOwnObjectsBack(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, HostObjects.class).start()) {
            jvm.awaitOutput("unharmed").finish();
        }
    }

    @OnEveryJdk
    void badOptionsLeaveTheApplicationAlone(Jdk jdk) throws Exception {
        for (String options : new String[] {"treshold=5s", "threshold=soon", "=", ",,", "config=/no/such/file"}) {
            try (ForkedJvm jvm = ForkedJvm.of(jdk, Hello.class)
                    .options(options + ",log=none")
                    .start()) {
                jvm.awaitEnd(ForkedJvm.OWN_EXIT_CODE);
                assertThat(jvm.stdout()).isEqualTo("hello" + System.lineSeparator());
                assertThat(jvm.stderr().lines().count())
                        .as("lines for " + options + ": " + jvm.stderr())
                        .isOne();
            }
        }
    }

    @OnEveryJdk
    void goodOptionsPrintOneLineAtStart(Jdk jdk) throws Exception {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk, Hello.class).options("threshold=5s").start()) {
            jvm.awaitEnd(ForkedJvm.OWN_EXIT_CODE);
            assertThat(jvm.stdout()).isEqualTo("hello" + System.lineSeparator());
            assertThat(jvm.stderr().lines()).singleElement().asString().contains("threshold", "5s", "hooks active");
        }
    }

    @OnEveryJdk
    void unwritableLogIsOneLineAndReportsGoToStderr(Jdk jdk) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, ThreadLeaks.class);
        Files.createDirectories(command.directory());
        Path file = Files.createFile(command.directory().resolve("a file, no directory".replace(",", "")));
        String options = "threshold=1s,interval=200ms,log=" + file.resolve("report.log");
        try (ForkedJvm jvm = command.options(options).start()) {
            jvm.awaitOutput("ready");
            jvm.await("a report on stderr", () -> jvm.stderr().contains("BLOCKED"));
            assertThat(jvm.stderr()).containsOnlyOnce("cannot write");
            jvm.tell("stop");
            jvm.await("the end", () -> !jvm.isAlive());
            assertThat(jvm.stdout()).doesNotContain("BLOCKED").contains("suppressed failures: 0");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @OnEveryJdk
    void oddSettingsOfTheHostDoNoHarm(Jdk jdk) throws Exception {
        String[][] settings = {
            {"-Djava.util.logging.manager=" + HostLogManager.class.getName()},
            {"-Dlogback.configurationFile=/no/such/file", "-Dlogback.statusListenerClass=no.such.Listener"},
            {"-Dslf4j.provider=no.such.Provider", "-Dnet.bytebuddy.experimental=true"},
            {"-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"},
            {"-Duser.language=tr", "-Dfile.encoding=ISO-8859-1", "-Duser.timezone=Asia/Kathmandu"},
        };
        for (String[] setting : settings) {
            try (ForkedJvm jvm =
                    ForkedJvm.of(jdk, HostObjects.class).jvm(setting).start()) {
                jvm.awaitOutput("unharmed").finish();
            }
        }
    }

    @OnEveryJdk
    void denyingUnsafeDoesNoHarm(Jdk jdk) throws Exception {
        JvmCommand command = ForkedJvm.of(jdk, HostObjects.class);
        if (jdk.feature() >= 24) {
            command.jvm("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny");
        }
        try (ForkedJvm jvm = command.start()) {
            jvm.awaitOutput("unharmed").finish();
        }
    }
}
