/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import org.jspecify.annotations.Nullable;

/** A test, or what there is for all tests of a class, from where its code begins to the verdict on its leaks. */
final class TestScope {
    /** What a test does. */
    interface Body {
        void run() throws Throwable;
    }

    /** A part of what it does. */
    interface Part<T> {
        T run() throws Throwable;
    }

    private final Object scope;

    private TestScope(Object scope) {
        this.scope = scope;
    }

    /** Makes one and lets this thread enter it. The enclosing one is of the class, or of the test that this is a part of. */
    static TestScope enter(String name, @Nullable TestScope enclosing) {
        return new TestScope(Agent.enter(name, enclosing == null ? null : enclosing.scope));
    }

    /** Runs the whole of a test that is a part of another on this thread. */
    static void around(String name, @Nullable TestScope enclosing, Settings settings, Body body) throws Throwable {
        enter(name, enclosing).run(settings, body);
    }

    /** Runs what a rule of JUnit 4 stands around on this thread: a test, or all tests of a class. */
    static void around(String name, Settings settings, Body body) throws Throwable {
        new TestScope(Agent.enterPart(name)).run(settings, body);
    }

    private void run(Settings settings, Body body) throws Throwable {
        try {
            body.run();
        } catch (Throwable failure) {
            leave();
            note(failure, settings);
            throw failure;
        }
        leave();
        verify(settings);
    }

    /** Runs a part of it on this thread. */
    <T> T in(Part<T> part) throws Throwable {
        Agent.enter(scope);
        try {
            return part.run();
        } finally {
            leave();
        }
    }

    /** Lets this thread go on with it, now that its name is known. */
    void enterAgain(String name) {
        Agent.rename(scope, name);
        Agent.enter(scope);
    }

    /** Lets this thread leave it. */
    void leave() {
        Agent.leave(scope);
    }

    /** It is over, and has not failed: throws an error if it leaked. */
    void verify(Settings settings) {
        Check.of(scope, settings).verify();
    }

    /** It is over, and has failed: adds what it leaked to that failure. */
    void note(Throwable failure, Settings settings) {
        if (settings.onFailure() == OnFailure.SKIP) {
            Agent.close(scope);
            return;
        }
        try {
            verify(settings);
        } catch (LeakError | RuntimeException leaked) {
            failure.addSuppressed(leaked);
        }
    }
}
