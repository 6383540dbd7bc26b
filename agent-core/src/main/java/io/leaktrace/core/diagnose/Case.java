/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Site;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that a rule finds to be in trouble together: what becomes one finding.
 *
 * @param tasks some or all of them, at least one, by ascending id
 * @param count how many there are
 * @param summary one line in plain words; never empty
 * @param explainsQueued whether it also says why the tasks are not started that these wait for
 */
public record Case(List<Tracked> tasks, int count, String summary, boolean explainsQueued) {
    /** A case of so many tasks, of which these are a sample. */
    public Case(List<Tracked> tasks, int count, String summary) {
        this(tasks, count, summary, false);
    }

    public Case {
        tasks = List.copyOf(tasks);
    }

    /** A case of all these tasks. */
    public Case(List<Tracked> tasks, String summary) {
        this(tasks, tasks.size(), summary, false);
    }

    /** A case of all these tasks, which wait for others in queues. */
    public static Case ofQueues(List<Tracked> tasks, String summary) {
        return new Case(tasks, tasks.size(), summary, true);
    }

    /** Puts tasks of one site together that do the same. */
    public static List<List<Tracked>> sites(Stream<Tracked> tasks) {
        Map<Group, List<Tracked>> groups = new LinkedHashMap<>();
        tasks.forEach(task -> groups.computeIfAbsent(Group.of(task), group -> new ArrayList<>())
                .add(task));
        return List.copyOf(groups.values());
    }

    /** A case for the tasks of each site that do the same, told of by {@code summary}. */
    public static List<Case> bySite(Stream<Tracked> tasks, Function<List<Tracked>, String> summary) {
        return sites(tasks).stream()
                .map(group -> new Case(group, summary.apply(group)))
                .toList();
    }

    private record Group(
            Site site,
            State state,
            @Nullable String waitName,
            List<StackTraceElement> frames,
            @Nullable String pool) {
        static Group of(Tracked task) {
            Site site = Site.of(task);
            // without a stack, the pool is all that tells where such tasks come from
            return new Group(site, task.state(), task.waitName(), task.frames(), site.captured() ? null : task.pool());
        }
    }
}
