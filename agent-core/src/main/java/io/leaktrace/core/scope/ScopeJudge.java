/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scope;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Health;
import io.leaktrace.bootstrap.Scope;
import io.leaktrace.core.diagnose.Ignores;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.scan.Leftovers;
import io.leaktrace.core.scan.Scanner;
import io.leaktrace.core.scan.ScopeQuestion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who ask what a scope has left behind, across the border, on their threads. The scan is one among the
 * agent's others; what follows is made of values.
 */
public final class ScopeJudge implements Scope.Judge {
    private final Function<ScopeQuestion, Leftovers> scan;
    /** By the rules and files that were given: a test asks with the same ones again and again. */
    private final Map<List<List<String>>, Ignores> ignores = new ConcurrentHashMap<>();

    /** The function scans, one caller after the other. */
    public ScopeJudge(Function<ScopeQuestion, Leftovers> scan) {
        this.scan = scan;
    }

    @Override
    public boolean isAnyAlive(Object asked) {
        Scope scope = (Scope) asked;
        return scope.isAnyAlive()
                && unrecorded(() -> {
                    Scanner.endTerminatedPools();
                    return scope.isAnyAlive();
                });
    }

    @Override
    public Object alive() {
        return unrecorded(Scanner::alive);
    }

    @Override
    public Map<String, Object> leaks(@Nullable Object scope, Map<String, Object> query) {
        return read(query, valid -> answer((Scope) scope, valid));
    }

    @Override
    public Map<String, Object> check(Map<String, Object> query) {
        return read(query, valid -> Map.of("rules", valid.ignores().rules()));
    }

    @Override
    public String report(List<String> leaks, List<String> stale) {
        return unrecorded(
                () -> JsonFormat.leaks(Instant.now(), ProcessHandle.current().pid(), leaks, stale));
    }

    /** Does it without anything being recorded of it, on a thread of the host. */
    private static <T> T unrecorded(Supplier<T> work) {
        boolean before = Bridge.claimThread();
        try {
            return work.get();
        } finally {
            Bridge.releaseThread(before);
        }
    }

    private Map<String, Object> read(Map<String, Object> keys, Function<Query, Map<String, Object>> answer) {
        return unrecorded(() -> {
            try {
                return answer.apply(Query.of(keys, ignores));
            } catch (OptionException e) {
                return Map.of("error", String.valueOf(e.getMessage()));
            }
        });
    }

    private Map<String, Object> answer(@Nullable Scope scope, Query query) {
        Leftovers left = scan.apply(new ScopeQuestion(scope, query.outside(), query.except()));
        Snapshot snapshot = left.snapshot();
        List<Tracked> asked = snapshot.tasks().stream()
                .filter(task -> query.kinds().contains(task.kind()))
                .toList();
        List<Map<String, Object>> leaks = new ArrayList<>();
        List<Tracked> causes = Leak.causes(asked);
        causes.removeIf(query.ignores()::ignores);
        for (Leak leak : Leak.of(causes)) {
            if (!query.ignores().ignores(leak.group().tasks())) {
                leaks.add(leak.toMap(snapshot));
            }
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("leaks", leaks);
        answer.put("rules", query.ignores().rules());
        answer.put("notRecorded", Health.notRecorded());
        answer.put("settled", left.isSettled());
        answer.put("stale", query.ignores().stale());
        return answer;
    }
}
