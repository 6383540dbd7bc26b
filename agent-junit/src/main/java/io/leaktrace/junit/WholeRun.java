/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * The check of a whole run, once all engines are through. A listener cannot fail a run, an engine can: so if something
 * leaked, a failing test appears, of {@link RunEngine}, whichever place that has among the engines. If nothing did, nothing
 * appears. Called by the launcher, one call after the other.
 */
final class WholeRun {
    /** Where the failing test is to appear. */
    private record Place(TestDescriptor root, EngineExecutionListener listener) {}

    private static final String NAME = "LeakTrace";
    private static final String VERDICT = "what the tests of this run have left behind";

    /** What says what leaked, or the class around it: Surefire drops a failing test that no class has around it. */
    private static final class Entry extends AbstractTestDescriptor {
        private final Type type;

        Entry(UniqueId id, String name, Type type, @Nullable TestSource source) {
            super(id, name, source);
            this.type = type;
        }

        @Override
        public Type getType() {
            return type;
        }
    }

    private static final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Place place;

    /** A run begins that has these roots. */
    static void begins(Collection<String> roots) {
        place = null;
        unfinished.clear();
        unfinished.addAll(roots);
        boolean ours = unfinished.removeIf(WholeRun::isPartOf);
        if (!ours && Config.isTrue(Config.RUN)) {
            System.err.println("leaktrace: " + Config.RUN + "=true has no effect: the engine " + RunEngine.ID
                    + " is not among the engines of this run; include it");
        }
    }

    /** Whether this is our own. */
    static boolean isPartOf(String id) {
        return id.startsWith("[engine:" + RunEngine.ID + "]");
    }

    /** Our engine has its turn. */
    static void turn(TestDescriptor root, EngineExecutionListener listener) {
        place = new Place(root, listener);
        if (unfinished.isEmpty()) {
            judge();
        }
    }

    /** A test or container is over. */
    static void finished(String id) {
        if (unfinished.remove(id) && unfinished.isEmpty()) {
            judge();
        }
    }

    private static void judge() {
        Place at = place;
        if (at == null) {
            return;
        }
        place = null;
        try {
            Agent.require();
            new Check(null, false, "none", Settings.usual()).verify();
        } catch (LeakError | IllegalStateException | IllegalArgumentException failure) {
            fail(at, failure);
        }
    }

    private static void fail(Place at, Throwable failure) {
        UniqueId id = at.root.getUniqueId().append("class", "run");
        Entry run = new Entry(id, NAME, TestDescriptor.Type.CONTAINER, ClassSource.from(NAME));
        Entry verdict = new Entry(id.append("check", "run"), VERDICT, TestDescriptor.Type.TEST, null);
        at.root.addChild(run);
        run.addChild(verdict);
        at.listener.dynamicTestRegistered(run);
        at.listener.executionStarted(run);
        at.listener.dynamicTestRegistered(verdict);
        at.listener.executionStarted(verdict);
        at.listener.executionFinished(verdict, TestExecutionResult.failed(failure));
        at.listener.executionFinished(run, TestExecutionResult.successful());
    }

    private WholeRun() {}
}
