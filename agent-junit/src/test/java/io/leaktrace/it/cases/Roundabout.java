/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.leaktrace.junit.LeakCheck;
import io.leaktrace.junit.Leaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Leaks that come about in a roundabout way, beside things that only look like leaks. */
@LeakCheck(within = "300ms")
@ExtendWith(Roundabout.Resources.class)
class Roundabout {
    private static final ThreadPoolExecutor FULL = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Background::daemon,
            (task, pool) -> Background.daemon(task).start());

    /** Gives tests pools, and closes them as JUnit does: with the test, or at the end of the run. */
    static final class Resources implements ParameterResolver {
        private static final Namespace NAMESPACE = Namespace.create(Resources.class);

        @SuppressWarnings("deprecation")
        private record Resource(ExecutorService pool)
                implements ExtensionContext.Store.CloseableResource, AutoCloseable {
            @Override
            public void close() {
                pool.shutdown();
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return ExecutorService.class.isAssignableFrom(
                    parameter.getParameter().getType());
        }

        @Override
        @SuppressWarnings("deprecation")
        public ExecutorService resolveParameter(ParameterContext parameter, ExtensionContext context) {
            boolean scheduled = parameter.getParameter().getType() == ScheduledExecutorService.class;
            ExtensionContext keeper = scheduled ? context.getRoot() : context;
            return keeper.getStore(NAMESPACE)
                    .getOrComputeIfAbsent(
                            scheduled,
                            key -> new Resource(
                                    scheduled
                                            ? Executors.newScheduledThreadPool(1, Background::daemon)
                                            : Executors.newFixedThreadPool(1, Background::daemon)),
                            Resource.class)
                    .pool();
        }
    }

    /** Beats since the class was initialised, each beat scheduling the next. */
    private static final class Heart {
        static {
            beat();
        }

        static void beat() {
            Background.SCHEDULER.schedule(Heart::beat, 1, TimeUnit.MILLISECONDS);
        }

        static void listen() {}
    }

    @Test
    void leaksWithTimeLeft() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Background.daemon(Background::waitForEver).start());
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leaksWithTimeLeftElsewhere() {
        Background.daemon(Background::waitForEver).start();
    }

    @Test
    void hasTimeLeft() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {});
    }

    @Test
    void leaksByHandlerOfRejectedTasks() {
        FULL.execute(Background::waitForEver);
        FULL.execute(Background::waitForEver);
    }

    @Test
    void leaksWithSharedConstantAtHand() {
        Optional<String> none = Optional.empty();
        Optional.of(1)
                .ifPresent(number -> Background.daemon(() -> {
                            while (none.isEmpty()) {
                                LockSupport.park();
                            }
                        })
                        .start());
    }

    @Test
    void leaksThroughManyGenerations() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        next(200, reached);
        reached.get();
    }

    private static void next(int generations, CompletableFuture<Void> reached) {
        Background.SHARED.execute(() -> {
            if (generations > 0) {
                next(generations - 1, reached);
            } else {
                Background.daemon(Background::waitForEver).start();
                reached.complete(null);
            }
        });
    }

    @Test
    void usesPoolOfTheTest(ExecutorService pool) throws Exception {
        pool.submit(() -> {}).get();
    }

    @Test
    void usesPoolOfTheRun(ScheduledExecutorService pool) throws Exception {
        pool.submit(() -> {}).get();
    }

    @Test
    void hearsTheHeartBeat() throws Exception {
        Heart.listen();
        for (int i = 0; i < 100; i++) {
            Background.SCHEDULER.submit(() -> {}).get();
        }
    }

    @Test
    void startsMoreTimeOutsThanAnybodyCaptures() {
        List<Object> waiting = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            waiting.add(new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS));
        }
        Background.hold(waiting);
    }

    @Test
    void asksFromATaskOfItsOwn() throws Exception {
        assertEquals(
                List.of(),
                Background.SHARED.submit(() -> Leaks.find(Leaks.within("0ms"))).get());
    }
}
