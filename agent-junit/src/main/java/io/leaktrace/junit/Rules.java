/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which ignore rules were given in this JVM, and which of them have matched something. Any thread. */
final class Rules {
    private static final Map<String, Boolean> MATCHED = new ConcurrentHashMap<>();

    /** These were given. */
    static void given(Collection<String> rules) {
        rules.forEach(rule -> MATCHED.putIfAbsent(rule, false));
    }

    /** These were given, and of them these have matched nothing this time. */
    static void asked(Collection<String> rules, Collection<String> stale) {
        for (String rule : rules) {
            MATCHED.merge(rule, !stale.contains(rule), Boolean::logicalOr);
        }
    }

    /** Those that have matched nothing so far, in order. */
    static List<String> stale() {
        List<String> stale = new ArrayList<>();
        MATCHED.forEach((rule, matched) -> {
            if (!matched) {
                stale.add(rule);
            }
        });
        stale.sort(null);
        return stale;
    }

    private Rules() {}
}
