/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Follows every run of the JUnit Platform, whatever engine runs the tests: attaches when it begins, and gives each test and
 * container a scope, so that it is known of all tasks which test they came out of. Called by the launcher on the thread
 * that runs the test. Found by the service loader.
 */
public final class RunListener implements TestExecutionListener {
    private final Map<String, Object> scopes = new ConcurrentHashMap<>();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        configure(plan);
        WholeRun.begins(
                plan.getRoots().stream().map(TestIdentifier::getUniqueId).toList());
        Agent.requireEarly();
    }

    private static void configure(TestPlan plan) {
        try {
            ConfigurationParameters parameters = plan.getConfigurationParameters();
            Config.of(key -> parameters.get(key).orElse(null));
        } catch (NoSuchMethodError olderThanOurs) {
            return; // an old Surefire brings an old launcher: system properties are left
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (Agent.isPresent() && !WholeRun.isPartOf(test.getUniqueId())) {
            Object enclosing = test.getParentId().map(scopes::get).orElse(null);
            scopes.put(test.getUniqueId(), Agent.enter(name(test), enclosing));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Object scope = scopes.remove(test.getUniqueId());
        if (scope != null) {
            Agent.leave(scope);
        }
        WholeRun.finished(test.getUniqueId());
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!Rules.stale().isEmpty()) {
            System.err.println(
                    "leaktrace: ignore rules that matched nothing in this run: " + String.join("; ", Rules.stale()));
        }
        Reports.finish();
        scopes.clear();
    }

    /** {@code OrdersTest.imports}, as in the source; what has no source by its display name. */
    private static String name(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return Names.of(method.getClassName(), method.getMethodName(), test.getUniqueId());
        }
        return source instanceof ClassSource type
                ? Names.of(type.getClassName(), null, test.getUniqueId())
                : test.getDisplayName();
    }
}
