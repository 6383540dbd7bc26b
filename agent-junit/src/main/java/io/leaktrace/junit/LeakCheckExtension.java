/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Does what {@link LeakCheck} says. A test's scope begins with the constructor of its instance and ends when all that
 * extensions keep for the test is closed, after the last {@code @AfterEach}; JUnit runs all of that on one thread. The
 * scope of a class is entered only for its own methods: in between, JUnit may run tests of other classes on the same
 * thread.
 */
final class LeakCheckExtension
        implements BeforeAllCallback, BeforeEachCallback, TestInstancePreDestroyCallback, InvocationInterceptor {
    private static final Namespace NAMESPACE = Namespace.create(LeakCheckExtension.class);
    private static final String CLASS_SCOPE = "class";
    private static final String TEST_SCOPE = "test";
    private static final String END = "end";
    private static final String SETTINGS = "settings";
    private static final String INSTANCES = "instances";

    /**
     * What is closed last of a test or class, because it is the first to be put there: after it, nothing is left that could
     * clean up. What it throws makes the test or class fail.
     */
    @SuppressWarnings("deprecation") // since JUnit 5.13 it would be enough to be closeable
    private record End(TestScope scope, Settings settings, ExtensionContext context)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            scope.leave();
            judge(scope, settings, context);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Agent.require();
        Settings settings = settings(context);
        settings.verify();
        context.getStore(NAMESPACE).put(END, new End(classScope(context), settings, context));
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> called, ExtensionContext context)
            throws Throwable {
        Agent.require();
        if (context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS) {
            return classScope(context).in(invocation::proceed);
        }
        Map<Object, TestScope> instances = instances(context);
        TestScope ofOuter = called.getArguments().isEmpty()
                ? null
                : instances.get(called.getArguments().get(0));
        TestScope scope;
        if (ofOuter == null) {
            scope = TestScope.enter(name(context), classScope(context));
            scope.leave();
        } else {
            scope = ofOuter;
        }
        T instance = scope.in(invocation::proceed);
        instances.put(instance, scope);
        return instance;
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        classScope(context).in(invocation::proceed);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        classScope(context).in(invocation::proceed);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Agent.require();
        Settings settings = settings(context);
        settings.verify();
        Store store = context.getStore(NAMESPACE);
        store.put(SETTINGS, isBaselineWanted(context) ? settings.except(Agent.alive()) : settings);
        TestScope scope = null;
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            TestScope constructed = instances(context).remove(instance);
            scope = scope == null ? constructed : scope;
        }
        if (scope == null) {
            scope = TestScope.enter(name(context), store.get(CLASS_SCOPE, TestScope.class));
        } else {
            scope.enterAgain(name(context));
        }
        store.put(TEST_SCOPE, scope);
        store.put(END, new End(scope, store.get(SETTINGS, Settings.class), context));
    }

    /** Another extension has failed before the test could begin: then its constructor is all there was of it. */
    @Override
    public void preDestroyTestInstance(ExtensionContext context) {
        context.getTestInstances().ifPresent(all -> all.getAllInstances().forEach(instances(context)::remove));
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        Store store = context.getStore(NAMESPACE);
        Settings settings = store.get(SETTINGS, Settings.class);
        TestScope factory = store.get(TEST_SCOPE, TestScope.class);
        String name = name(context.getParent().orElse(context)) + " " + context.getDisplayName();
        TestScope.around(name, factory, settings == null ? settings(context) : settings, invocation::proceed);
    }

    private static void judge(TestScope scope, Settings settings, ExtensionContext context) {
        Throwable failure = context.getExecutionException().orElse(null);
        // a failed assumption is no failure, and would hide what is added to it
        if (failure == null || failure instanceof TestAbortedException) {
            scope.verify(settings);
        } else {
            scope.note(failure, settings);
        }
    }

    /** Of this class or the one around it. */
    private static TestScope classScope(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        TestScope scope = store.get(CLASS_SCOPE + context.getRequiredTestClass().getName(), TestScope.class);
        if (scope == null) {
            scope = TestScope.enter(name(context), store.get(CLASS_SCOPE, TestScope.class));
            scope.leave();
            store.put(CLASS_SCOPE, scope);
            store.put(CLASS_SCOPE + context.getRequiredTestClass().getName(), scope);
        }
        return scope;
    }

    /** The instances whose tests have not begun, with what their constructors are part of. */
    @SuppressWarnings("unchecked")
    private static synchronized Map<Object, TestScope> instances(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        Map<Object, TestScope> instances = store.get(INSTANCES, Map.class);
        if (instances == null) {
            instances = Collections.synchronizedMap(new IdentityHashMap<>());
            store.put(INSTANCES, instances);
        }
        return instances;
    }

    private static Settings settings(ExtensionContext context) {
        Settings settings = Settings.usual();
        for (LeakCheck check : checks(context)) {
            settings = settings.with(check);
        }
        return settings;
    }

    private static boolean isBaselineWanted(ExtensionContext context) {
        return checks(context).stream().anyMatch(LeakCheck::baseline);
    }

    /** The annotations that hold for a test, from the outermost class to the method. */
    private static List<LeakCheck> checks(ExtensionContext context) {
        Deque<AnnotatedElement> elements = new ArrayDeque<>();
        context.getTestMethod().ifPresent(elements::push);
        for (Class<?> type = context.getTestClass().orElse(null); type != null; type = type.getEnclosingClass()) {
            elements.push(type);
        }
        List<LeakCheck> checks = new ArrayList<>();
        for (AnnotatedElement element : elements) {
            AnnotationSupport.findAnnotation(element, LeakCheck.class).ifPresent(checks::add);
        }
        return checks;
    }

    private static String name(ExtensionContext context) {
        return Names.of(
                context.getRequiredTestClass().getName(),
                context.getTestMethod().map(Method::getName).orElse(null),
                context.getUniqueId());
    }
}
