/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Attachable;
import io.leaktrace.it.scenario.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent comes to a running program, is changed, leaves no trace, and comes again. */
class AttachIT {
    private static final Pattern REDEFINED = Pattern.compile("redefined name=([^,\\s]+)");

    private final Marks marks = Marks.of(Attachable.class);

    @OnEveryJdk
    void attachesReportsChangesDetachesAndAttachesAgain(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = attachable(jdk)) {
            jvm.awaitOutput("ready");
            tell(jvm, "capture", 1);

            int quiet = redefinitions(jvm).length();
            attach(jvm, jvm.log());
            tell(jvm, "leak", 2);
            awaitLeak(jvm, jvm.log());
            final Set<String> changed = names(redefinitions(jvm).substring(quiet));
            assertThat(changed).as("classes that the agent changed").contains("java.lang.Thread");
            seesThreadsFromBefore(jvm);

            Command set = command(jvm, "set", "threshold=1h");
            assertThat(set.exitCode()).as(set.toString()).isZero();
            Command check = command(jvm, "check");
            assertThat(check.exitCode())
                    .as("nothing has waited for an hour: " + check)
                    .isZero();

            quiet = redefinitions(jvm).length();
            Command detach = command(jvm, "detach");
            assertThat(detach.exitCode()).as(detach.toString()).isZero();
            assertThat(names(redefinitions(jvm).substring(quiet)))
                    .as("every class that was changed is changed back")
                    .containsAll(changed);
            tell(jvm, "capture", 3);
            ClassBytes before = ClassBytes.read(jvm.directory().resolve("classes-0.zip"));
            ClassBytes after = ClassBytes.read(jvm.directory().resolve("classes-2.zip"));
            assertThat(before.classes()).containsKeys("java.lang.Thread", "java.util.concurrent.ThreadPoolExecutor");
            assertThat(after.differingFrom(before))
                    .as("classes that differ from before; the JVM itself returns a few others differently each time")
                    .doesNotContainAnyElementsOf(changed);
            assertThat(command(jvm, "dump").exitCode()).as("the agent has gone").isEqualTo(2);
            tell(jvm, "leak", 4);

            Path second = jvm.directory().resolve("second.log");
            attach(jvm, second);
            tell(jvm, "leak", 5);
            awaitLeak(jvm, second);
            jvm.finish();
        }
    }

    @OnEveryJdk
    void attachingToARunningAgentChangesItsOptions(Jdk jdk) throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk, Attachable.class)
                .options("threshold=1h,interval=500ms,format=json")
                .jvm(dynamicLoading(jdk))
                .start()) {
            jvm.awaitOutput("ready");
            tell(jvm, "leak", 1);
            assertThat(command(jvm, "check").exitCode()).isZero();
            Command again = command(jvm, "attach", "threshold=1s");
            assertThat(again.exitCode()).as(again.toString()).isZero();
            awaitLeak(jvm, jvm.log());
            jvm.finish();
        }
    }

    private static ForkedJvm attachable(Jdk jdk) throws IOException {
        JvmCommand command = ForkedJvm.of(jdk, Attachable.class).withoutAgent();
        command.program(command.directory().toString());
        Files.createDirectories(command.directory());
        Path witness = command.directory().resolve("witness.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Witness.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        new JarOutputStream(Files.newOutputStream(witness), manifest).close();
        return command.jvm("-javaagent:" + witness)
                .jvm(dynamicLoading(jdk))
                .jvm("-Xlog:redefine+class*=info:file=" + command.directory().resolve("redefined.log"))
                .jvm("-Xshare:off") // else the JVM itself warns when the bootstrap class path grows
                .start();
    }

    /** Else the JVM itself warns on stderr. */
    private static String[] dynamicLoading(Jdk jdk) {
        return jdk.feature() >= 21 ? new String[] {"-XX:+EnableDynamicAgentLoading"} : new String[0];
    }

    private static void attach(ForkedJvm jvm, Path log) throws Exception {
        Command attach = command(jvm, "attach", "threshold=1s,interval=500ms,format=json,log=" + log);
        assertThat(attach.exitCode()).as(attach.toString()).isZero();
    }

    private static Command command(ForkedJvm jvm, String name, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = name;
        all[1] = String.valueOf(jvm.pid());
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Command.run(jvm.jdk(), all);
    }

    private static void tell(ForkedJvm jvm, String line, int round) throws Exception {
        jvm.tell(line).awaitOutput("done " + round + ";");
    }

    private void awaitLeak(ForkedJvm jvm, Path log) throws Exception {
        jvm.await(
                "the leak to be reported in " + log,
                () -> AgentReport.readAll(log).stream()
                        .flatMap(r -> r.findings().stream())
                        .flatMap(f -> f.tasks().stream())
                        .anyMatch(t -> t.createdAt().endsWith(marks.place("afterAttach"))));
    }

    private static void seesThreadsFromBefore(ForkedJvm jvm) throws Exception {
        AgentDump dump = Command.dump(jvm);
        assertThat(dump.tasks())
                .as(() -> "a thread from before in" + dump.describe())
                .anyMatch(task -> "before attach".equals(task.name()) && task.createdBy() == null);
        assertThat(command(jvm, "dump").stdout()).contains("created before LeakTrace was attached");
    }

    private static String redefinitions(ForkedJvm jvm) throws IOException {
        return Files.readString(jvm.directory().resolve("redefined.log"));
    }

    private static Set<String> names(String log) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = REDEFINED.matcher(log);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
