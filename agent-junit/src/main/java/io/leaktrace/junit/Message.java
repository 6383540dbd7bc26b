/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a test says that has leaked. */
final class Message {
    static String of(List<Leak> leaks, Duration within) {
        Set<String> tests = new LinkedHashSet<>();
        int tasks = 0;
        Map<String, Integer> kinds = new TreeMap<>();
        for (Leak leak : leaks) {
            kinds.merge(leak.kind(), leak.count(), Integer::sum);
            tests.add(leak.test() == null ? "code outside of tests" : leak.test());
            tasks += leak.count();
        }
        StringBuilder text = new StringBuilder(tests.size() > 3 ? tests.size() + " tests" : String.join(", ", tests))
                .append(" leaked ")
                .append(tasks)
                .append(tasks == 1 ? " task (" : " tasks (")
                .append(tasks == 1 ? leaks.get(0).kind() : kinds(kinds))
                .append(')')
                .append(", still alive ")
                .append(within.toMillis())
                .append(" ms after the end:\n");
        for (Leak leak : leaks) {
            text.append('\n').append(leak).append('\n');
            if (!leak.ignoreRule().isEmpty()) {
                text.append("to silence: ").append(leak.ignoreRule()).append('\n');
            }
        }
        return text.toString();
    }

    private static String kinds(Map<String, Integer> kinds) {
        return kinds.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private Message() {}
}
