/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Looks for leaks from any test framework, and from none: threads, virtual threads, tasks that run or wait to run, timers,
 * pools that nobody shut down, and incomplete futures that somebody waits for. Any thread may call.
 *
 * <p>Without a scope, that is in a test that runs under JUnit 5 or 6, or inside of {@link #start}, the innermost of these is
 * meant. Elsewhere everything is meant that was created since LeakTrace came into this JVM: see {@link #attach()}.
 *
 * <p>All methods throw an {@link IllegalStateException} if LeakTrace is not in this JVM and cannot be attached, and an
 * {@link IllegalArgumentException} if an option is not valid; the message says what to do.
 */
public final class Leaks {
    /** One wish about how to look; made by the methods of {@link Leaks}. */
    public static final class Option {
        private final UnaryOperator<Settings> change;

        private Option(UnaryOperator<Settings> change) {
            this.change = change;
        }

        Settings changed(Settings before) {
            return change.apply(before);
        }
    }

    /** A stretch of code that is looked at on its own, from {@link Leaks#start} on. */
    public static final class Scope implements AutoCloseable {
        private final Object entered;
        private final Settings settings;
        private boolean closed;

        private Scope(Object entered, Settings settings) {
            this.entered = entered;
            this.settings = settings;
        }

        /** What has leaked out of it so far, after the usual patience. It stays open. */
        public List<Leak> find() {
            return Check.of(entered, settings).patiently();
        }

        /**
         * Ends it, and throws a {@link LeakError} if something leaked that its code has started, on this thread or another;
         * a second time it does nothing. To be called by the thread that started it: another thread's call ends it too, but
         * the first goes on being in it.
         */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                Agent.leave(entered);
                Check.of(entered, settings).verify();
            }
        }
    }

    /**
     * Brings LeakTrace into this JVM, unless it is there already. Tests under JUnit 5 and 6 and TestNG need not call it: it
     * is done when the run begins. Only what is created from then on has a known origin.
     */
    public static void attach() {
        Agent.require();
    }

    /**
     * Throws an error if something leaked; waits for it to end, up to half a second or as the options say.
     *
     * @throws LeakError with the whole report
     */
    public static void verifyNone(Option... options) {
        Check.here(Settings.of(options)).verify();
    }

    /** What leaked; empty if nothing. Waits as {@link #verifyNone} does, and never throws because of a leak. */
    public static List<Leak> find(Option... options) {
        return Check.here(Settings.of(options)).patiently();
    }

    /**
     * Begins a scope: {@code try (Leaks.Scope scope = Leaks.start()) { … }} checks what its block has started. Scopes may be
     * nested; each answers for its own. To be closed by the same thread.
     */
    public static Scope start(Option... options) {
        Settings settings = Settings.of(options);
        Agent.require();
        settings.verify();
        return new Scope(Agent.enterPart(caller()), settings);
    }

    /** Rules that were given as options, annotations or files since the JVM began, and have matched nothing. */
    public static List<String> staleIgnores() {
        return Rules.stale();
    }

    /** How long tasks may take to end; half a second otherwise. The first look is at once, so nobody waits for nothing. */
    public static Option within(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("leaktrace: within " + time + " is negative; use Duration.ZERO or more");
        }
        return new Option(settings -> settings.within(time));
    }

    /** The same, written as in LeakTrace's options: {@code 500ms}, {@code 2s}, {@code 1m}. */
    public static Option within(String time) {
        return within(Settings.duration(time));
    }

    /**
     * Ignores what is in one of these methods: among the innermost frames of its current stack, down to and including the
     * first outside the JDK.
     *
     * @param methods {@code package.Class.method}, with {@code *} for any text
     */
    public static Option ignoreTop(String... methods) {
        return rules("top:", methods);
    }

    /** Ignores what has one of these methods, written as for {@link #ignoreTop}, anywhere in its current stack. */
    public static Option ignoreFrame(String... methods) {
        return rules("frame:", methods);
    }

    /** Ignores what has one of these methods, written as for {@link #ignoreTop}, anywhere in the stack that created it. */
    public static Option ignoreCreatedBy(String... methods) {
        return rules("created:", methods);
    }

    /**
     * Ignores what belongs to one of these packages or those below them: the first frame outside the JDK, of its current
     * stack or of the stack that created it, is there.
     */
    public static Option ignorePackage(String... packages) {
        return rules("package:", packages);
    }

    /** Ignores what has a class that matches one of these globs in its current stack or in the stack that created it. */
    public static Option ignoreClass(String... classes) {
        return rules("class:", classes);
    }

    /** Ignores threads, tasks that run on threads, and pools, with one of these names; {@code *} stands for any text. */
    public static Option ignoreName(String... names) {
        return rules("name:", names);
    }

    /** Ignores what is in one of these states, such as {@code idle} or {@code timed-waiting}. */
    public static Option ignoreState(String... states) {
        return rules("state:", states);
    }

    /**
     * Ignores by a rule as reports propose it: {@code created:com.acme.Orders.importAll}, and if wanted {@code
     * state:<state>}, {@code max:<n>} (a leak only above n), {@code until:<yyyy-mm-dd>}.
     */
    public static Option ignore(String... rules) {
        return rules("", rules);
    }

    /** Ignores what the predicate accepts. */
    public static Option ignore(Predicate<Leak> ignored) {
        return new Option(settings -> settings.ignored(ignored));
    }

    /** Ignores by the rules of a file, one on each line. */
    public static Option ignoreFile(String... paths) {
        return new Option(settings -> settings.files(Arrays.asList(paths)));
    }

    /** The same. */
    public static Option ignoreFile(Path path) {
        return ignoreFile(path.toString());
    }

    /**
     * Looks for these kinds only: {@code thread}, {@code virtual-thread}, {@code executor-task}, {@code scheduled-task},
     * {@code fork-join-task}, {@code async-stage}, {@code timer-task}, {@code future}, {@code pool}.
     */
    public static Option kinds(String... kinds) {
        return new Option(settings -> settings.kinds(Arrays.asList(kinds)));
    }

    /** Ignores what is alive now, when this method is called. */
    public static Option baseline() {
        Agent.require();
        Object alive = Agent.alive();
        return new Option(settings -> settings.except(alive));
    }

    /** What to do about leaks of a test that has failed by itself; only where it is known that it has. */
    public static Option onFailure(OnFailure what) {
        return new Option(settings -> settings.onFailure(what));
    }

    private static Option rules(String subject, String... globs) {
        List<String> rules = new ArrayList<>();
        for (String glob : globs) {
            rules.add(subject + glob);
        }
        return new Option(settings -> settings.rules(rules));
    }

    private static String caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Leaks.class.getName()))
                        .findFirst()
                        .map(frame -> simple(frame.getClassName()) + "." + frame.getMethodName())
                        .orElse("an unknown method"));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private Leaks() {}
}
