/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import io.leaktrace.bootstrap.Kind;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options while they are being read: starts from defaults or from options in force, takes one value after another. */
final class OptionValues {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

    private Duration threshold = Duration.ofSeconds(60);
    private @Nullable Duration interval;
    private Set<Kind> kinds = EnumSet.allOf(Kind.class);
    private boolean forks;
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private @Nullable String ignore;
    private Capture capture = Capture.AUTO;
    private double budget = AgentOptions.USUAL_BUDGET;
    private int depth = 64;
    private int ancestors = 3;
    private String log = "stderr";
    private boolean json;
    private Duration repeat = Duration.ofMinutes(10);
    private boolean jmx = true;
    private final List<String> notices = new ArrayList<>();
    private boolean help;

    /** Starts from the defaults. */
    OptionValues() {}

    /** Starts from options in force. An interval that follows from the threshold goes on following it. */
    OptionValues(AgentOptions current) {
        threshold = current.threshold();
        interval = current.interval().equals(usualInterval(threshold)) ? null : current.interval();
        kinds = current.kinds();
        forks = current.forks();
        include = current.include();
        exclude = current.exclude();
        ignore = current.ignore();
        capture = current.capture();
        budget = current.budget();
        depth = current.depth();
        ancestors = current.ancestors();
        log = current.log();
        json = current.json();
        repeat = current.repeat();
        jmx = current.jmx();
        notices.addAll(current.notices());
        help = current.help();
    }

    /** Takes one value; the key is one of the table's. Throws what is wrong with the value, without naming the key. */
    void set(String key, String value) throws OptionException {
        switch (key) {
            case "threshold" -> threshold = ValueSyntax.duration(value);
            case "interval" -> interval = ValueSyntax.duration(value);
            case "repeat" -> repeat = ValueSyntax.duration(value);
            case "kinds" -> setKinds(value);
            case "include" -> include = value.equals("all") ? List.of() : ValueSyntax.patterns(value);
            case "exclude" -> exclude = value.equals("none") ? List.of() : ValueSyntax.patterns(value);
            case "ignore" -> ignore = value.equals("none") ? null : ValueSyntax.readableFile(value);
            case "capture" -> capture = capture(value);
            case "budget" -> budget = ValueSyntax.share(value);
            case "depth" -> depth = ValueSyntax.number(value, 1, 1024);
            case "ancestors" -> ancestors = ValueSyntax.number(value, 0, 16);
            case "log" -> log = log(value);
            case "format" -> json = ValueSyntax.either(value, "json", "text");
            case "jmx" -> jmx = ValueSyntax.either(value, "true", "false");
            case "help" -> help = ValueSyntax.either(value, "true", "false");
            default -> setForLater(key, value);
        }
    }

    AgentOptions finished() {
        return new AgentOptions(
                threshold,
                interval == null ? usualInterval(threshold) : interval,
                Set.copyOf(kinds),
                forks,
                include,
                exclude,
                ignore,
                capture,
                budget,
                depth,
                ancestors,
                log,
                json,
                repeat,
                jmx,
                List.copyOf(notices),
                help);
    }

    private static Duration usualInterval(Duration threshold) {
        return threshold.compareTo(USUAL_INTERVAL) < 0 ? threshold : USUAL_INTERVAL;
    }

    private void setKinds(String value) throws OptionException {
        Set<Kind> named = EnumSet.noneOf(Kind.class);
        boolean all = false;
        for (String word : ValueSyntax.list(value)) {
            if (word.equals("all")) {
                all = true;
            } else {
                named.add(Kinds.named(word, "valid, separated by ';': all, "));
            }
        }
        forks = named.contains(Kind.FORK_JOIN_TASK);
        kinds = all ? EnumSet.allOf(Kind.class) : named;
    }

    private static Capture capture(String value) throws OptionException {
        for (Capture capture : Capture.values()) {
            if (capture.label().equals(value)) {
                return capture;
            }
        }
        throw new OptionException("\"" + value + "\" is not valid; use full, auto or site");
    }

    private static String log(String value) throws OptionException {
        if (new File(value).isDirectory()) {
            throw new OptionException(
                    "\"" + value + "\" is a directory; use stderr, stdout, none or the path of a file");
        }
        return value;
    }

    /** What later versions know is checked already, so that a mistake does not wait for them. */
    private void setForLater(String key, String value) throws OptionException {
        switch (key) {
            case "jfr" -> ValueSyntax.either(value, "true", "false");
            case "http" -> ValueSyntax.address(value);
            case "token" -> {
                // any word may be a token
            }
            default -> throw new IllegalStateException("option " + key + " is in the table only");
        }
        notices.add("option " + key + " is not in this version");
    }
}
