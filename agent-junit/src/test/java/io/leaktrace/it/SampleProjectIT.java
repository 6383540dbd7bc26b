/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of somebody else, {@code integration-tests/sample}: it has the artifact out of a repository, with one
 * dependency, and Surefire runs its tests. All builds are of one copy of it, so only the first has to compile.
 */
class SampleProjectIT {
    private static final Path SAMPLE = Path.of("../integration-tests/sample");
    private static final Path JAR = Path.of(System.getProperty("leaktrace-junit.jar"));
    private static final String VERSION = JAR.getFileName().toString().replaceFirst("leaktrace-junit-(.*)\\.jar", "$1");
    /** Of these builds only, so that our artifact gets into no other; kept, so that it is filled once. */
    private static final Path REPOSITORY = Path.of("target/sample-repository").toAbsolutePath();

    private static final String RUN = "leaktrace.junit.run";

    @TempDir
    private static Path project;

    private static Path settings;

    /** A build that has ended. */
    private record Build(int exitCode, String output) {
        Build succeeds() {
            assertThat(exitCode).as(output).isZero();
            return this;
        }

        Build fails() {
            assertThat(exitCode).as(output).isNotZero();
            assertThat(output).contains("There are test failures", "BUILD FAILURE");
            return this;
        }

        Build says(String... texts) {
            assertThat(output).contains(texts);
            return this;
        }

        /** Says of this test that it leaked, and in which line. */
        Build blames(String test) throws IOException {
            String created = "created by .*\n\tat com.acme.Orders.importAll\\(Orders.java:" + leakingLine() + "\\)";
            assertThat(output)
                    .containsPattern(test + " leaked .*\n(?s:.*)" + created + "\n\tat com.acme." + test + "\\(");
            return this;
        }
    }

    @BeforeAll
    static void installs() throws IOException {
        copy(SAMPLE.resolve("pom.xml"), project.resolve("pom.xml"));
        try (Stream<Path> sources = Files.walk(SAMPLE.resolve("src"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                copy(source, project.resolve(SAMPLE.relativize(source)));
            }
        }
        settings = Files.writeString(project.resolve("settings.xml"), settings());
        install("leaktrace-parent", "pom", Path.of("../pom.xml"));
        install("leaktrace-junit", "pom", Path.of("pom.xml"));
        install("leaktrace-junit", "jar", JAR);
    }

    @OnEveryJdk
    void failsTestThatLeaks(Jdk jdk) throws Exception {
        build(jdk, "OrdersTest").fails().blames("OrdersTest.imports").says("Tests run: 1, Failures: 1, Errors: 0");
    }

    @OnEveryJdk
    void staysSilentForFixedTwin(Jdk jdk) throws Exception {
        build(jdk, "FixedOrdersTest", Map.of(RUN, "true")).succeeds().says("Tests run: 1, Failures: 0, Errors: 0");
    }

    @OnEveryJdk
    void turnsGreenRunRedInWhichAnyTestLeaks(Jdk jdk) throws Exception {
        build(jdk, "ImportsTest").succeeds();
        build(jdk, "ImportsTest", Map.of(RUN, "true")).fails().blames("ImportsTest.imports");
    }

    @OnEveryJdk
    void checksRunWhoseTestsAreChosenByTag(Jdk jdk) throws Exception {
        build(jdk, "ImportsTest,FixedOrdersTest", Map.of(RUN, "true", "groups", "fast"))
                .fails()
                .blames("ImportsTest.imports")
                .says("Running com.acme.ImportsTest");
    }

    @OnEveryJdk
    void leavesRedRunRedWithOldestJUnit(Jdk jdk) throws Exception {
        build(jdk, "ImportsTest,OrdersTest", Map.of(RUN, "true", "junit.version", "5.10.2"))
                .fails()
                .blames("OrdersTest.imports")
                .blames("ImportsTest.imports")
                .says("Failures: 2, Errors: 0");
    }

    @OnEveryJdk
    void attachesNothingWhereAgentIsThere(Jdk jdk) throws Exception {
        String agent = "-XX:+DisableAttachMechanism -javaagent:" + AgentJar.path();
        build(jdk, "OrdersTest", Map.of("argLine", agent)).fails().blames("OrdersTest.imports");
        build(jdk, "FixedOrdersTest", Map.of("argLine", agent)).succeeds();
    }

    @OnEveryJdk(from = 21)
    void failsAndTellsTheRemedyWhereItMayNotAttach(Jdk jdk) throws Exception {
        Build build = build(jdk, "FixedOrdersTest", Map.of("argLine", "-XX:-EnableDynamicAgentLoading"));
        assertThat(build.exitCode()).as(build.output()).isNotZero();
        assertThat(build.output().lines().filter(line -> line.startsWith("leaktrace: ")))
                .as(build.output())
                .singleElement()
                .asString()
                .contains("cannot attach to this JVM", "-javaagent:", "-XX:+EnableDynamicAgentLoading");
        build.says("ERROR", "IllegalStateException: leaktrace: cannot attach to this JVM");
    }

    private static Build build(Jdk jdk, String tests) throws Exception {
        return build(jdk, tests, Map.of());
    }

    private static Build build(Jdk jdk, String tests, Map<String, String> options) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("test", tests);
        properties.setProperty("leaktrace-junit.version", VERSION);
        properties.putAll(options);
        StringBuffer output = new StringBuffer(); // written by one thread, and read by another
        StringBuffer errors = new StringBuffer();
        InvocationRequest request = new DefaultInvocationRequest()
                .setMavenExecutable(maven())
                .setJavaHome(jdk.home().toFile())
                .setBaseDirectory(project.toFile())
                .setGlobalSettingsFile(settings.toFile())
                .setLocalRepositoryDirectory(REPOSITORY.toFile())
                .setBatchMode(true)
                .setNoTransferProgress(true)
                .addArg("test")
                .setProperties(properties)
                .setOutputHandler(line -> output.append(line).append('\n'))
                .setErrorHandler(line -> errors.append(line).append('\n'));
        request.setTimeoutInSeconds(300); // the first may have to download Maven's plugins
        InvocationResult result = new DefaultInvoker().execute(request);
        assertThat(result.getExecutionException()).isNull();
        output.append(errors);
        assertThat(output).doesNotContain("Corrupted channel", "There was an error in the forked process");
        return new Build(result.getExitCode(), output.toString());
    }

    private static File maven() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, "mvn"))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no mvn on the PATH"));
    }

    /** What is in the user's own repository is taken from there, and downloaded by nobody. */
    private static String settings() {
        String known = "<id>known</id><url>"
                + Path.of(System.getProperty("localRepository")).toUri() + "</url>"
                + "<releases><checksumPolicy>ignore</checksumPolicy></releases>"
                + "<snapshots><enabled>false</enabled></snapshots>";
        return """
                <settings>
                  <profiles>
                    <profile>
                      <id>known</id>
                      <repositories><repository>%1$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>known</activeProfile></activeProfiles>
                </settings>
                """.formatted(known);
    }

    private static void install(String artifact, String type, Path file) throws IOException {
        copy(file, REPOSITORY.resolve("io/leaktrace/%1$s/%2$s/%1$s-%2$s.%3$s".formatted(artifact, VERSION, type)));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int leakingLine() throws IOException {
        List<String> source = Files.readAllLines(project.resolve("src/main/java/com/acme/Orders.java"));
        String leak = source.stream()
                .filter(line -> line.contains("// LEAK"))
                .findFirst()
                .orElseThrow();
        return source.indexOf(leak) + 1;
    }
}
