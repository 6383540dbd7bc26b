/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SitesTest {
    private static final long ELEVEN_MINUTES = 660_000_000_000L;
    private static final long DEADLINE_NANOS = 30_000_000_000L;
    private static final int MORE_THAN_FIT = 20_000;

    private final ThreadTask self = new ThreadTask(Thread.currentThread(), false, false, null, null, null);

    @BeforeEach
    @AfterEach
    void clear() {
        Registry.clear();
    }

    @Test
    void isTheSameForTheSameKey() {
        Site first = site(1, String.class);
        site(2, String.class);

        assertThat(site(1, String.class)).isSameAs(first);
    }

    @Test
    void tellsCallsClassesKindsAndCreatorsApart() {
        Task otherCreator = task(new Capture(site(7, Thread.class)));
        self.mark = 1;
        Site one = Sites.of(self, Kind.EXECUTOR_TASK, String.class, self);
        Site otherKind = Sites.of(self, Kind.ASYNC_STAGE, String.class, self);
        Site otherClass = Sites.of(self, Kind.EXECUTOR_TASK, Integer.class, self);
        Site createdElsewhere = Sites.of(self, Kind.EXECUTOR_TASK, String.class, otherCreator);
        self.mark = 2;
        Site otherCall = Sites.of(self, Kind.EXECUTOR_TASK, String.class, self);

        assertThat(Set.of(one, otherKind, otherClass, createdElsewhere, otherCall))
                .hasSize(5);
    }

    @Test
    void isTheSameAfterTheScannerHasLookedAtTheStackOfTheThread() {
        ThreadTask creator =
                new ThreadTask(Thread.currentThread(), false, false, null, "t", new Capture(site(7, Thread.class)));
        Site before = Sites.of(self, Kind.EXECUTOR_TASK, String.class, creator);
        creator.stack = "frames";

        assertThat(Sites.of(self, Kind.EXECUTOR_TASK, String.class, creator)).isSameAs(before);
    }

    /** A task that submits its successor is always at the same site, or there would be a new one for each. */
    @Test
    void findsAnEndToTasksThatCreateTheirSuccessor() {
        self.mark = 3;
        Task creator = task(new Capture(null));
        Set<Site> sites = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 1_000; i++) {
            Site site = Sites.of(self, Kind.EXECUTOR_TASK, String.class, creator);
            sites.add(site);
            creator = task(i % 3 == 0 ? new Capture(site) : site.gap());
        }

        assertThat(sites).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void isToldWhatAThreadDidNotCaptureWhenItMovesOn() {
        Site first = site(1, String.class);
        self.uncaptured = 5;
        Site second = site(2, String.class);

        assertThat(first.uncaptured()).isEqualTo(5);
        assertThat(second.uncaptured()).isZero();
        assertThat(self.uncaptured).isZero();
    }

    @Test
    void isOneSiteHoweverManyThreadsComeFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<Site>>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            running.add(threads.submit(() -> {
                ThreadTask own = new ThreadTask(Thread.currentThread(), false, false, null, null, null);
                List<Site> sites = new ArrayList<>();
                for (int i = 0; i < 5_000; i++) {
                    own.mark = i;
                    sites.add(Sites.of(own, Kind.EXECUTOR_TASK, String.class, self));
                }
                return sites;
            }));
        }
        List<Site> expected = running.get(0).get();
        for (Future<List<Site>> each : running) {
            assertThat(each.get()).isEqualTo(expected);
        }
        threads.shutdown();

        assertThat(all()).hasSize(5_000 + 1); // and the one that stands for too many
    }

    @Test
    void areNotMoreThanFit() {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            site(i, String.class);
        }

        assertThat(site(MORE_THAN_FIT, String.class)).isSameAs(Site.UNKNOWN);
        assertThat(all()).hasSizeLessThan(MORE_THAN_FIT);
        Sites.sweep(Registry.clock() + ELEVEN_MINUTES);
        assertThat(site(MORE_THAN_FIT, String.class)).as("room again").isNotSameAs(Site.UNKNOWN);
    }

    @Test
    void goWhenNobodyUsesThem() {
        long now = Registry.clock();
        Site used = site(1, String.class);
        Site unused = site(2, String.class);
        unused.isDue(now);
        used.isDue(now + ELEVEN_MINUTES);
        Sites.sweep(now + ELEVEN_MINUTES);

        assertThat(all()).contains(used).doesNotContain(unused);
    }

    @Test
    void goWithTheirClass() throws Exception {
        Site stays = site(1, String.class);
        stays.isDue(Registry.clock());
        for (int i = 0; i < 50; i++) {
            site(1, new Loader().define()).isDue(Registry.clock());
        }
        self.site = null;
        assertThat(all()).hasSize(52);
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (all().size() > 2) {
            assertThat(System.nanoTime()).as("unloaded in time").isLessThan(deadline);
            System.gc();
            Sites.sweep(Registry.clock());
        }

        assertThat(all()).contains(stays);
    }

    @Test
    void doNotKeepTheClassAlive() throws Exception {
        WeakReference<Class<?>> type = new WeakReference<>(new Loader().define());
        Site site = site(1, type.get());
        site.isDue(Registry.clock());
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (type.get() != null) {
            assertThat(System.nanoTime()).as("unloaded in time").isLessThan(deadline);
            System.gc();
        }

        assertThat(self.site).as("although the thread remembers it").isSameAs(site);
    }

    private Site site(long mark, Class<?> type) {
        self.mark = mark;
        return Sites.of(self, Kind.EXECUTOR_TASK, type, self);
    }

    private static Set<Site> all() {
        Set<Site> sites = Collections.newSetFromMap(new IdentityHashMap<>());
        Sites.forEach(sites::add);
        return sites;
    }

    private static Task task(Object stack) {
        return new Task(new Object(), Kind.EXECUTOR_TASK, Task.RUNNING, false, null, "t", stack, 0);
    }

    /** Defines a class of its own. */
    private static final class Loader extends ClassLoader {
        Class<?> define() throws Exception {
            String name = Job.class.getName();
            try (InputStream in = Job.class.getResourceAsStream("SitesTest$Job.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    private static final class Job implements Runnable {
        @Override
        public void run() {}
    }
}
