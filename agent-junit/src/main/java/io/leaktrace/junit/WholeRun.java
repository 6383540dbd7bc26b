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
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/**
 * The check of a whole run, once all engines are through. A listener cannot fail a run, an engine can: so if something
 * leaked, a failing test appears, of {@link RunEngine}, whichever place that has among the engines. If nothing did, nothing
 * appears. Called by the launcher, one call after the other.
 */
final class WholeRun {
    /** Where the failing test is to appear. */
    private record Place(TestDescriptor root, EngineExecutionListener listener) {}

    /** What says what leaked. */
    private static final class Verdict extends AbstractTestDescriptor {
        Verdict(UniqueId id) {
            super(id, "what the tests of this run have left behind");
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }

    private static final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Place place;

    /** A run begins that has these roots. */
    static void begins(Collection<String> roots) {
        place = null;
        unfinished.clear();
        unfinished.addAll(roots);
        unfinished.removeIf(WholeRun::isPartOf);
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
            new Check(null, "none", Settings.usual()).verify();
        } catch (LeakError | IllegalStateException | IllegalArgumentException failure) {
            Verdict verdict = new Verdict(at.root.getUniqueId().append("check", "run"));
            at.root.addChild(verdict);
            at.listener.dynamicTestRegistered(verdict);
            at.listener.executionStarted(verdict);
            at.listener.executionFinished(verdict, TestExecutionResult.failed(failure));
        }
    }

    private WholeRun() {}
}
