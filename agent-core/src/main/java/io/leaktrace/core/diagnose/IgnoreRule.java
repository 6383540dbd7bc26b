/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.Glob;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.Kinds;
import io.leaktrace.core.option.OptionException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One ignore rule: {@code created:com.acme.Orders.importAll state:waiting max:10 until:2027-01-31 # why}.
 *
 * @param text the rule as written, without its comment
 * @param subject what the glob is matched against
 * @param glob the pattern
 * @param state only tasks in this state, or null for any
 * @param kind only tasks of this kind, or null for any
 * @param max only groups of at most so many tasks
 * @param until the last day the rule holds, or null for ever
 */
record IgnoreRule(
        String text,
        Subject subject,
        Glob glob,
        @Nullable State state,
        @Nullable Kind kind,
        int max,
        @Nullable LocalDate until) {
    private static final String VALID =
            "valid: top:, frame:, created:, name:, pool: or class: or package: and a glob, then"
                    + " state:<state>, kind:<kind>, max:<n>, until:<yyyy-mm-dd>, # why";
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern CONDITION = Pattern.compile("\\s+(?=(state|kind|max|until):)");

    /** What a glob is matched against; methods are written {@code package.Class.method}. */
    enum Subject {
        /** The innermost frames, down to and including the first outside the JDK: what the task itself is doing. */
        TOP {
            @Override
            boolean matches(Glob glob, Tracked task) {
                for (StackTraceElement frame : task.frames()) {
                    if (glob.matches(Frames.method(frame))) {
                        return true;
                    }
                    if (!Frames.isJdk(frame)) {
                        return false;
                    }
                }
                return false;
            }
        },
        /** Any frame of the current stack. */
        FRAME {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return task.frames().stream().anyMatch(frame -> glob.matches(Frames.method(frame)));
            }
        },
        /** Any frame of the origin. */
        CREATED {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return origin(task).stream().anyMatch(frame -> glob.matches(Frames.method(frame)));
            }
        },
        /** The name of the task or of the thread that runs it. */
        NAME {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return glob.matches(task.name()) || glob.matches(task.thread());
            }
        },
        /** The name of the pool that runs or queues it. */
        POOL {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return glob.matches(task.pool());
            }
        },
        /** The class of any frame of the current stack or of the origin. */
        CLASS {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return task.frames().stream().anyMatch(frame -> glob.matches(frame.getClassName()))
                        || origin(task).stream().anyMatch(frame -> glob.matches(frame.getClassName()));
            }
        },
        /** The package of who does what it does, or of who created it: of the first frames outside the JDK; or one above. */
        PACKAGE {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return isIn(glob, Frames.firstOwn(task.frames())) || isIn(glob, Frames.firstOwn(origin(task)));
            }

            private static boolean isIn(Glob glob, @Nullable StackTraceElement frame) {
                String name = frame == null ? "" : frame.getClassName();
                for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
                    if (glob.matches(name.substring(0, end))) {
                        return true;
                    }
                }
                return false;
            }
        },
        /** Anything: the rule has conditions alone. */
        ANY {
            @Override
            boolean matches(Glob glob, Tracked task) {
                return true;
            }
        };

        abstract boolean matches(Glob glob, Tracked task);

        private static List<StackTraceElement> origin(Tracked task) {
            return task.createdBy() == null ? List.of() : task.createdBy().frames();
        }
    }

    /** Reads a line; null if it holds no rule. The message of the exception lacks file and line. */
    static @Nullable IgnoreRule parse(String line) throws OptionException {
        String text = COMMENT.matcher(line).replaceFirst("").strip();
        if (text.isEmpty()) {
            return null;
        }
        boolean any = text.startsWith("state:") || text.startsWith("kind:") || text.startsWith("max:");
        String[] parts = CONDITION.split(any ? "any:* " + text : text);
        State state = null;
        Kind kind = null;
        int max = Integer.MAX_VALUE;
        LocalDate until = null;
        for (int i = 1; i < parts.length; i++) {
            String value = parts[i].substring(parts[i].indexOf(':') + 1);
            switch (parts[i].charAt(0)) {
                case 's' -> state = state(value);
                case 'k' -> kind = Kinds.named(value, "valid: ");
                case 'm' -> max = max(value);
                default -> until = until(value);
            }
        }
        return new IgnoreRule(text, subject(parts[0]), glob(parts[0]), state, kind, max, until);
    }

    /** Whether it matters to it how many tasks there are. */
    boolean counts() {
        return max != Integer.MAX_VALUE;
    }

    /** Whether it silences all tasks of a group, which are so many or a sample of so many. */
    boolean ignores(List<Tracked> group, int count, LocalDate today) {
        if (group.isEmpty() || count > max || (until != null && today.isAfter(until))) {
            return false;
        }
        for (Tracked task : group) {
            if ((state != null && task.state() != state)
                    || (kind != null && task.kind() != kind)
                    || !subject.matches(glob, task)) {
                return false;
            }
        }
        return true;
    }

    private static Subject subject(String part) throws OptionException {
        for (Subject subject : Subject.values()) {
            if (part.startsWith(subject.name().toLowerCase(Locale.ROOT) + ":")) {
                return subject;
            }
        }
        throw new OptionException("unknown rule \"" + part + "\"; " + VALID);
    }

    private static Glob glob(String part) throws OptionException {
        String pattern = part.substring(part.indexOf(':') + 1).strip();
        if (pattern.isEmpty()) {
            throw new OptionException("no glob after \"" + part + "\"; " + VALID);
        }
        return new Glob(pattern);
    }

    private static State state(String value) throws OptionException {
        StringBuilder valid = new StringBuilder();
        for (State state : State.values()) {
            if (state.label().equals(value)) {
                return state;
            }
            valid.append(valid.isEmpty() ? "" : ", ").append(state.label());
        }
        throw new OptionException("unknown state \"" + value + "\"; valid: " + valid);
    }

    private static int max(String value) throws OptionException {
        Matcher number = Pattern.compile("[1-9]\\d{0,8}").matcher(value);
        if (!number.matches()) {
            throw new OptionException("max:" + value + " is not a number of tasks; valid: max:1 and above");
        }
        return Integer.parseInt(value);
    }

    private static LocalDate until(String value) throws OptionException {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new OptionException("until:" + value + " is not a date; valid: until:<yyyy-mm-dd>");
        }
    }
}
