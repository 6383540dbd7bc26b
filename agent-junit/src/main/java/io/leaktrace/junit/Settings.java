/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to look for leaks. A value.
 *
 * @param within how long tasks may take to end
 * @param rules ignore rules
 * @param files paths of files of ignore rules
 * @param kinds labels of kinds; all if empty
 * @param except what {@link Agent#alive()} said earlier
 * @param ignored what is ignored for other reasons
 * @param onFailure what to do if the test itself has failed
 */
record Settings(
        Duration within,
        List<String> rules,
        List<String> files,
        List<String> kinds,
        List<Object> except,
        List<Predicate<Leak>> ignored,
        OnFailure onFailure) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    /** What was found valid. */
    private static final Set<List<List<String>>> VALID = ConcurrentHashMap.newKeySet();

    private static final Settings DEFAULT =
            new Settings(Duration.ofMillis(500), List.of(), List.of(), List.of(), List.of(), List.of(), OnFailure.NOTE);

    Settings {
        rules = List.copyOf(rules);
        files = List.copyOf(files);
        kinds = List.copyOf(kinds);
        except = List.copyOf(except);
        ignored = List.copyOf(ignored);
    }

    /** The defaults, with what is configured for all tests. */
    static Settings usual() {
        String within = Config.get(Config.WITHIN);
        Settings usual = within == null ? DEFAULT : DEFAULT.within(duration(within));
        return usual.files(Baseline.files());
    }

    static Settings of(Leaks.Option... options) {
        Settings settings = usual();
        for (Leaks.Option option : options) {
            settings = option.changed(settings);
        }
        return settings;
    }

    /** With what an annotation says on top: lists grow, all else is replaced where it says something. */
    Settings with(LeakCheck check) {
        List<String> more = new ArrayList<>(rules);
        add(more, "top:", check.ignoreTop());
        add(more, "frame:", check.ignoreFrame());
        add(more, "created:", check.ignoreCreatedBy());
        add(more, "package:", check.ignorePackage());
        add(more, "name:", check.ignoreName());
        add(more, "", check.ignore());
        Settings changed = new Settings(
                check.within().isEmpty() ? within : duration(check.within()),
                more,
                files,
                check.kinds().length == 0 ? kinds : List.of(check.kinds()),
                except,
                ignored,
                check.onFailure() == OnFailure.NOTE ? onFailure : check.onFailure());
        return changed.files(List.of(check.ignoreFile()));
    }

    Settings within(Duration time) {
        return new Settings(time, rules, files, kinds, except, ignored, onFailure);
    }

    Settings rules(List<String> more) {
        return new Settings(within, joined(rules, more), files, kinds, except, ignored, onFailure);
    }

    Settings files(List<String> more) {
        return new Settings(within, rules, joined(files, more), kinds, except, ignored, onFailure);
    }

    Settings kinds(List<String> only) {
        return new Settings(within, rules, files, only, except, ignored, onFailure);
    }

    Settings except(Object alive) {
        return new Settings(within, rules, files, kinds, joined(except, List.of(alive)), ignored, onFailure);
    }

    Settings ignored(Predicate<Leak> more) {
        return new Settings(within, rules, files, kinds, except, joined(ignored, List.of(more)), onFailure);
    }

    Settings onFailure(OnFailure what) {
        return new Settings(within, rules, files, kinds, except, ignored, what);
    }

    /** Throws an exception that says what is wrong, if something is; has the rules counted as given. */
    void verify() {
        List<List<String>> texts = List.of(rules, files, kinds);
        if (!VALID.contains(texts)) {
            Map<String, Object> answer = Agent.check(query("none"));
            Rules.given(rulesOf(answer, "rules"));
            VALID.add(texts);
        }
    }

    /** Whether anything was checked in this JVM. */
    static boolean wereUsed() {
        return !VALID.isEmpty();
    }

    /** What leaked out of a scope, as far as can be told at this moment. */
    Look look(@Nullable Object scope, String outside) {
        Map<String, Object> answer = Agent.leaks(scope, query(outside));
        Rules.asked(rulesOf(answer, "rules"), rulesOf(answer, "stale"));
        Reports.notRecorded(answer.get("notRecorded"));
        List<Leak> leaks = new ArrayList<>();
        for (Object facts : (List<?>) answer.get("leaks")) {
            Leak leak = new Leak((Map<?, ?>) facts);
            if (!Told.knows(leak) && ignored.stream().noneMatch(each -> each.test(leak))) {
                leaks.add(leak);
            }
        }
        return new Look(leaks, Boolean.TRUE.equals(answer.get("settled")));
    }

    /**
     * One look.
     *
     * @param isSettled whether nothing was on the move
     */
    record Look(List<Leak> leaks, boolean isSettled) {
        boolean isClean() {
            return leaks.isEmpty() && isSettled;
        }
    }

    private Map<String, Object> query(String outside) {
        return Map.of("rules", rules, "files", files, "kinds", kinds, "except", except, "outside", outside);
    }

    /** Rules out of an answer, unless that is an error. */
    private static List<String> rulesOf(Map<String, Object> answer, String key) {
        if (answer.get("error") != null) {
            throw new IllegalArgumentException("leaktrace: " + answer.get("error"));
        }
        return ((List<?>) answer.get(key)).stream().map(String::valueOf).toList();
    }

    /** Reads a time as LeakTrace's options are written. */
    static Duration duration(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException(
                    "leaktrace: within \"" + text + "\" is no time; valid: 500ms, 2s, 1m, 1h");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static void add(List<String> rules, String subject, String[] globs) {
        for (String glob : globs) {
            rules.add(subject + glob);
        }
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
