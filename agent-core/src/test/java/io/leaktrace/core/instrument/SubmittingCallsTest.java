/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

final class SubmittingCallsTest {
    private static final String RUNNABLE = "(Ljava/lang/Runnable;)V";
    private static final String NOTHING = "()V";

    @Test
    void knowsTheDoorsOfTheJdk() {
        assertThat(contain("java/util/concurrent/ExecutorService", "execute", RUNNABLE))
                .isTrue();
        assertThat(contain("java/util/concurrent/ThreadPoolExecutor", "submit", RUNNABLE))
                .isTrue();
        assertThat(contain("java/util/concurrent/ScheduledExecutorService", "scheduleAtFixedRate", RUNNABLE))
                .isTrue();
        assertThat(contain("java/util/concurrent/CompletableFuture", "thenApplyAsync", NOTHING))
                .isTrue();
        assertThat(contain("java/util/concurrent/CompletableFuture", "orTimeout", NOTHING))
                .isTrue();
        assertThat(contain("java/util/concurrent/StructuredTaskScope", "fork", NOTHING))
                .isTrue();
        assertThat(contain("java/util/Timer", "schedule", "(Ljava/util/TimerTask;J)V"))
                .isTrue();
        assertThat(contain("java/lang/Thread", "start", NOTHING)).isTrue();
        assertThat(contain("java/lang/Thread", "startVirtualThread", RUNNABLE)).isTrue();
        assertThat(contain("java/lang/Thread$Builder$OfVirtual", "start", RUNNABLE))
                .isTrue();
        assertThat(contain("java/net/http/HttpClient", "sendAsync", NOTHING)).isTrue();
        assertThat(contain(
                        "java/util/concurrent/ForkJoinPool",
                        "invoke",
                        "(Ljava/util/concurrent/ForkJoinTask;)Ljava/lang/Object;"))
                .isTrue();
    }

    @Test
    void leavesHotMethodsOfTheJdkAlone() {
        assertThat(contain("java/util/concurrent/ConcurrentHashMap", "computeIfAbsent", NOTHING))
                .isFalse();
        assertThat(contain("java/util/Objects", "requireNonNull", "(Ljava/lang/Object;Ljava/util/function/Supplier;)V"))
                .isFalse();
        assertThat(contain("java/util/regex/Matcher", "start", "()I")).isFalse();
        assertThat(contain("java/util/concurrent/CompletableFuture", "thenApply", NOTHING))
                .isFalse();
        assertThat(contain("java/util/concurrent/ForkJoinTask", "invoke", "()Ljava/lang/Object;"))
                .isFalse();
        assertThat(contain("java/lang/Runnable", "run", NOTHING)).isFalse();
        assertThat(contain("java/lang/Thread", "<init>", RUNNABLE)).isFalse();
    }

    @Test
    void guessesByNameAndParametersElsewhere() {
        assertThat(contain("com/acme/Pool", "execute", "(Lcom/acme/Job;)V")).isTrue();
        assertThat(contain("com/acme/Bus", "dispatch", "(Ljava/lang/Object;)V")).isTrue();
        assertThat(contain("com/acme/Client", "sendAsync", NOTHING)).isTrue();
        assertThat(contain("com/acme/Request", "isAsync", "()Z")).isFalse();
        assertThat(contain("com/acme/Request", "setAsync", "(Z)V")).isFalse();
        assertThat(contain("com/acme/Request", "startAsync", "(Z)Ljava/lang/Object;"))
                .isTrue();
        assertThat(contain("com/acme/Later", "run", "(IJLjava/lang/String;Ljava/lang/Runnable;)V"))
                .isTrue();
        assertThat(contain("com/acme/Later", "on", "([Ljava/util/concurrent/ScheduledExecutorService;)V"))
                .isTrue();
        assertThat(contain("com/acme/Later", "later", "(Lkotlin/jvm/functions/Function0;)V"))
                .isTrue();
        assertThat(contain(
                        "scala/concurrent/Future$", "apply", "(Lscala/Function0;Lscala/concurrent/ExecutionContext;)V"))
                .isTrue();

        assertThat(contain("com/acme/Order", "total", "(Lcom/acme/Runnable;)Ljava/lang/Runnable;"))
                .isFalse();
        assertThat(contain("com/acme/Order", "<init>", RUNNABLE)).isFalse();
        assertThat(contain("com/acme/Order", "invoke", "(Ljava/lang/Object;)V")).isFalse();
        assertThat(contain("scala/Option", "getOrElse", "(Lscala/Function0;)V")).isFalse();
        assertThat(contain("io/leaktrace/bootstrap/Probes", "run", RUNNABLE)).isFalse();
    }

    /** Over the classes of a few libraries: what the reader finds, the look at the constant pool must have foreseen. */
    @Test
    void looksAtTheConstantPoolWithTheSameRules() throws IOException {
        int marked = 0;
        for (Class<?> example :
                new Class<?>[] {Predicate.class, ClassReader.class, org.assertj.core.api.Assert.class}) {
            marked += example.getClassLoader() == null ? 0 : checked(example);
        }
        marked += checked(ch.qos.logback.classic.Logger.class) + checked(picocli.CommandLine.class);
        assertThat(marked).as("classes with marks").isPositive();
    }

    private static int checked(Class<?> example) throws IOException {
        int marked = 0;
        String path =
                example.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile jar = new JarFile(path)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF")) {
                    byte[] content = jar.getInputStream(entry).readAllBytes();
                    boolean marks = new CallSites(0).rewrite(content, CallSites.TIMER_TASK, true) != null;
                    boolean runs = CallSites.runs(content);
                    ClassFile look = new ClassFile(content);
                    assertThat(!marks || look.maySubmit).as(entry.getName()).isTrue();
                    assertThat(!runs || look.mayRun).as(entry.getName()).isTrue();
                    marked += marks ? 1 : 0;
                }
            }
        }
        return marked;
    }

    private static boolean contain(String owner, String name, String shape) {
        return SubmittingCalls.contain(owner, name, shape);
    }
}
