/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OriginResolverTest {
    @Test
    void beginsWithTheCallerOfTheEntryPoint() {
        assertThat(trim(
                        64,
                        "io.leaktrace.bootstrap.Probes.capture",
                        "io.leaktrace.bootstrap.Probes.submitting",
                        "java.util.concurrent.ThreadPoolExecutor.execute",
                        "java.util.concurrent.AbstractExecutorService.submit",
                        "com.acme.Orders.importAll",
                        "com.acme.Main.main"))
                .isEqualTo(Stack.of("com.acme.Orders.importAll", "com.acme.Main.main"));
    }

    @Test
    void leavesOutTheEntryPointsOfExecutorsOutsideTheJdk() {
        assertThat(trim(
                        64,
                        "java.util.concurrent.ThreadPoolExecutor.execute",
                        "com.acme.OwnExecutor.execute",
                        "com.acme.OwnExecutor.submit",
                        "com.acme.Main.main"))
                .isEqualTo(Stack.of("com.acme.Main.main"));
    }

    @Test
    void leavesOutWhatAnExecutorDoesBelowItsEntryPoint() {
        assertThat(trim(
                        64,
                        "java.lang.Thread.start",
                        "com.acme.OwnExecutor.doExecute",
                        "com.acme.OwnExecutor.execute",
                        "com.acme.Main.main"))
                .isEqualTo(Stack.of("com.acme.Main.main"));
    }

    @Test
    void leavesOutWhatALibraryDoesBetweenItsEntryPointAndItsExecutor() {
        for (String copy : List.of("", "com.acme.shaded.")) {
            assertThat(trim(
                            64,
                            copy + "io.netty.util.concurrent.SingleThreadEventExecutor.lazyExecute",
                            "java.util.concurrent.AbstractExecutorService.submit",
                            copy + "io.netty.util.concurrent.AbstractScheduledEventExecutor.schedule",
                            copy + "io.netty.util.concurrent.AbstractEventExecutorGroup.schedule",
                            "com.acme.Main.main"))
                    .isEqualTo(Stack.of("com.acme.Main.main"));
        }
    }

    /** What calls the executors of a library may be another part of it. */
    @Test
    void keepsTheOtherPartsOfALibrary() {
        assertThat(trim(
                        64,
                        "io.vertx.core.impl.ContextImpl.executeBlocking",
                        "io.vertx.core.Vertx.executeBlocking",
                        "io.vertx.core.http.impl.Http1xServerConnection.handleMessage",
                        "com.acme.pekko.actor.Orders.handle"))
                .isEqualTo(Stack.of(
                        "io.vertx.core.http.impl.Http1xServerConnection.handleMessage",
                        "com.acme.pekko.actor.Orders.handle"));
    }

    @Test
    void keepsTheFramesOfALibraryThatSubmitsOnItsOwnAccount() {
        List<StackTraceElement> own = Stack.of(
                "org.apache.pekko.dispatch.Dispatcher.registerForExecution",
                "org.apache.pekko.dispatch.Mailbox.run",
                "java.util.concurrent.ForkJoinTask.doExec");

        assertThat(trim(
                        64,
                        "java.util.concurrent.ThreadPoolExecutor.execute",
                        "org.apache.pekko.dispatch.Dispatcher.registerForExecution",
                        "org.apache.pekko.dispatch.Mailbox.run",
                        "java.util.concurrent.ForkJoinTask.doExec"))
                .isEqualTo(own);
    }

    @Test
    void keepsWhatConstructsAFuture() {
        assertThat(trim(
                        64,
                        "java.util.concurrent.CompletableFuture.<init>",
                        "scala.concurrent.impl.FutureConvertersImpl$CF.<init>",
                        "com.acme.Main.main"))
                .isEqualTo(Stack.of("scala.concurrent.impl.FutureConvertersImpl$CF.<init>", "com.acme.Main.main"));
    }

    @Test
    void keepsFramesOfTheJdkFurtherOut() {
        assertThat(trim(64, "java.lang.Thread.start", "com.acme.A.a", "java.util.ArrayList.forEach", "com.acme.B.b"))
                .isEqualTo(Stack.of("com.acme.A.a", "java.util.ArrayList.forEach", "com.acme.B.b"));
    }

    /** Before JDK 18 the frames of a reflective call change after some fifteen calls. */
    @Test
    void leavesOutHowReflectionCalls() {
        assertThat(trim(
                        64,
                        "java.lang.Thread.start",
                        "com.acme.A.a",
                        "jdk.internal.reflect.GeneratedMethodAccessor7.invoke",
                        "jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke",
                        "java.lang.reflect.Method.invoke",
                        "com.acme.B.b"))
                .isEqualTo(trim(
                        64,
                        "java.lang.Thread.start",
                        "com.acme.A.a",
                        "jdk.internal.reflect.NativeMethodAccessorImpl.invoke0",
                        "jdk.internal.reflect.NativeMethodAccessorImpl.invoke",
                        "jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke",
                        "java.lang.reflect.Method.invoke",
                        "com.acme.B.b"))
                .isEqualTo(Stack.of("com.acme.A.a", "java.lang.reflect.Method.invoke", "com.acme.B.b"));
    }

    @Test
    void keepsTheFramesOfTheJdkIfThereAreNoOthers() {
        assertThat(trim(64, "io.leaktrace.bootstrap.Probes.capture", "java.lang.Thread.start", "java.lang.Thread.run"))
                .isEqualTo(Stack.of("java.lang.Thread.start", "java.lang.Thread.run"));
    }

    @Test
    void leavesOutTheAgentWhereItCallsTasks() {
        assertThat(trim(
                        64,
                        "java.lang.Thread.start",
                        "com.acme.A.run",
                        "io.leaktrace.bootstrap.Probes.run",
                        "com.acme.Loop.run"))
                .isEqualTo(Stack.of("com.acme.A.run", "com.acme.Loop.run"));
    }

    @Test
    void keepsNoMoreFramesThanAskedFor() {
        assertThat(trim(1, "java.lang.Thread.start", "com.acme.A.a", "com.acme.B.b"))
                .isEqualTo(Stack.of("com.acme.A.a"));
    }

    private static List<StackTraceElement> trim(int depth, String... methods) {
        return new OriginResolver("com.acme.OwnExecutor"::equals)
                .trim(Stack.of(methods).toArray(new StackTraceElement[0]), depth);
    }
}
