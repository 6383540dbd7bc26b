/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scope;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.diagnose.ReadyRule;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.report.format.TaskGroup;
import io.leaktrace.core.report.format.TextFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one line of one test has left behind: tasks of the same kind, state, wait, stack and origin.
 *
 * @param test the scope they came out of, or null
 * @param group at least one
 */
record Leak(@Nullable String test, TaskGroup group) {
    /**
     * Those of these tasks that are not there only because of another of them: without threads that run one, and without the
     * threads of a pool.
     */
    static List<Tracked> causes(Collection<Tracked> tasks) {
        Set<Long> ids = new HashSet<>();
        Set<String> pools = new HashSet<>();
        for (Tracked task : tasks) {
            ids.add(task.id());
            if (task.kind() == Kind.POOL && task.pool() != null) {
                pools.add(task.pool());
            }
        }
        List<Tracked> causes = new ArrayList<>();
        for (Tracked task : tasks) {
            boolean worker = task.kind() == Kind.THREAD && task.pool() != null && pools.contains(task.pool());
            if (!ids.contains(task.runs()) && !worker) {
                causes.add(task);
            }
        }
        return causes;
    }

    /** Puts together what belongs together. */
    static List<Leak> of(Collection<Tracked> tasks) {
        Map<String, List<Tracked>> byTest = new LinkedHashMap<>();
        for (Tracked task : tasks) {
            String test = task.labels().getOrDefault(Tracked.TEST, "");
            byTest.computeIfAbsent(test, key -> new ArrayList<>()).add(task);
        }
        List<Leak> leaks = new ArrayList<>();
        byTest.forEach((test, members) ->
                TaskGroup.of(members).forEach(group -> leaks.add(new Leak(test.isEmpty() ? null : test, group))));
        return leaks;
    }

    /** As it goes across the border, to code that knows nothing of ours. The snapshot has the tasks waited for. */
    Map<String, Object> toMap(Snapshot snapshot) {
        Tracked sample = group.sample();
        String rule = ReadyRule.of(group.tasks());
        Map<String, Object> map = new HashMap<>();
        map.put("test", test);
        map.put("kind", sample.kind().label());
        map.put("count", group.tasks().size());
        map.put("ids", group.tasks().stream().map(Tracked::id).toList());
        map.put("name", sample.name());
        map.put("state", sample.state().label());
        map.put("wait", sample.waitName());
        map.put("frames", sample.frames());
        map.put(
                "createdBy",
                sample.createdBy() == null ? List.of() : sample.createdBy().frames());
        map.put("ancestors", sample.ancestors().stream().map(Creation::frames).toList());
        map.put("ignoreRule", rule);
        map.put("text", TextFormat.block(group, snapshot));
        map.put("json", JsonFormat.leak(test, rule, group));
        map.put("collectable", isCollectable());
        return map;
    }

    /** Whether nobody but the collector can tell that they are gone: they have no thread, and nothing to run. */
    private boolean isCollectable() {
        Tracked sample = group.sample();
        String threads = sample.labels().getOrDefault("threads", "0 ");
        return sample.kind() == Kind.FUTURE || (sample.kind() == Kind.POOL && threads.startsWith("0 "));
    }
}
