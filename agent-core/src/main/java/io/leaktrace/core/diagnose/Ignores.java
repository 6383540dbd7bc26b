/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The ignore rules in force: the user's and the built-in ones. The scan thread asks; any thread may read which are
 * stale. Files are read with {@code java.io} only, because this can run before the host's main method.
 */
public final class Ignores {
    private static final String BUILT_IN = "ignore.rules";
    private static final String OF_TESTS = "tests.rules";

    private final List<Counted> users;
    private final List<Counted> builtIn;
    private final Clock clock;

    private Ignores(List<IgnoreRule> users, List<IgnoreRule> builtIn, Clock clock) {
        this.users = counted(users);
        this.builtIn = counted(builtIn);
        this.clock = clock;
    }

    /**
     * Loads the built-in rules and those of a file.
     *
     * @param userFile path of the file, or null for the built-in rules alone
     * @throws OptionException naming file, line and what is valid
     */
    public static Ignores load(@Nullable String userFile) throws OptionException {
        return load(userFile, Clock.systemDefaultZone());
    }

    /**
     * Takes rules for tests: those given, those of files, and the built-in ones for tests.
     *
     * @throws OptionException naming the rule, or file and line, and what is valid
     */
    public static Ignores ofTests(List<String> rules, List<String> files) throws OptionException {
        List<IgnoreRule> users = new ArrayList<>();
        for (String line : rules) {
            IgnoreRule rule = IgnoreRule.parse(line);
            if (rule != null) {
                users.add(rule);
            }
        }
        for (String file : files) {
            users.addAll(readFile(file));
        }
        return new Ignores(users, builtIn(OF_TESTS), Clock.systemDefaultZone());
    }

    static Ignores load(@Nullable String userFile, Clock clock) throws OptionException {
        return new Ignores(userFile == null ? List.of() : readFile(userFile), builtIn(BUILT_IN), clock);
    }

    private static List<IgnoreRule> builtIn(String name) throws OptionException {
        try (InputStream in = Ignores.class.getResourceAsStream("/io/leaktrace/core/" + name)) {
            if (in == null) {
                throw new OptionException(
                        "the built-in ignore rules are missing from this jar; use an unmodified leaktrace.jar");
            }
            return read(in, name);
        } catch (IOException e) {
            throw new OptionException("the built-in ignore rules cannot be read: " + e.getMessage());
        }
    }

    /** Whether a rule silences a finding about these tasks and no others. */
    public boolean ignores(List<Tracked> group) {
        return ignores(group, group.size());
    }

    /**
     * Whether a rule silences a finding about these tasks: all of them must match. An empty group is never silenced.
     *
     * @param count how many tasks the finding is about, of which these may be a sample
     */
    public boolean ignores(List<Tracked> group, int count) {
        return ignores(group, count, true);
    }

    /** Whether a rule silences this task wherever it occurs: one that says nothing about how many there are. */
    public boolean ignores(Tracked task) {
        return ignores(List.of(task), 1, false);
    }

    private boolean ignores(List<Tracked> group, int count, boolean counting) {
        LocalDate today = LocalDate.now(clock);
        boolean ignored = false;
        // all of the user's rules are asked, so that none looks stale only because another one matches too
        for (Counted counted : users) {
            ignored |= (counting || !counted.rule().counts()) && counted.ignores(group, count, today);
        }
        for (int i = 0; i < builtIn.size() && !ignored; i++) {
            Counted counted = builtIn.get(i);
            ignored = (counting || !counted.rule().counts()) && counted.ignores(group, count, today);
        }
        return ignored;
    }

    /** The user's rules, without their comments. */
    public List<String> rules() {
        return users.stream().map(counted -> counted.rule().text()).toList();
    }

    /** The user's rules that matched nothing since they were loaded, in the order of the file. */
    public List<String> stale() {
        List<String> stale = new ArrayList<>();
        for (Counted counted : users) {
            if (counted.hits().get() == 0) {
                stale.add(counted.rule().text());
            }
        }
        return stale;
    }

    private static List<IgnoreRule> readFile(String path) throws OptionException {
        try (InputStream in = new FileInputStream(new File(path))) {
            return read(in, path);
        } catch (IOException e) {
            throw new OptionException(
                    "ignore rules cannot be read: " + e.getMessage() + "; give the path of a readable file of rules");
        }
    }

    private static List<IgnoreRule> read(InputStream in, String name) throws IOException, OptionException {
        List<IgnoreRule> rules = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            try {
                // some editors begin a file with a byte order mark
                IgnoreRule rule = IgnoreRule.parse(number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line);
                if (rule != null) {
                    rules.add(rule);
                }
            } catch (OptionException e) {
                throw new OptionException(name + ":" + number + ": " + e.getMessage());
            }
        }
        return rules;
    }

    private static List<Counted> counted(List<IgnoreRule> rules) {
        return rules.stream().map(rule -> new Counted(rule, new AtomicLong())).toList();
    }

    private record Counted(IgnoreRule rule, AtomicLong hits) {
        boolean ignores(List<Tracked> group, int count, LocalDate today) {
            boolean ignored = rule.ignores(group, count, today);
            if (ignored) {
                hits.incrementAndGet();
            }
            return ignored;
        }
    }
}
