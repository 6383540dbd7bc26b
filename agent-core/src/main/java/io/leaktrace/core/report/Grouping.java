/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.Site;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.report.format.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the tasks of a dump can be sorted by: a key that says which belong together, and how to call them. */
enum Grouping {
    SITE {
        @Override
        Object key(Tracked task) {
            return Site.of(task);
        }

        @Override
        String text(Tracked task) {
            return task.kind().label() + " " + Site.of(task).text();
        }
    },
    STACK {
        @Override
        Object key(Tracked task) {
            return task.frames();
        }

        @Override
        String text(Tracked task) {
            if (task.frames().isEmpty()) {
                return "(none)";
            }
            StackTraceElement own = Frames.firstOwn(task.frames());
            return Frames.text(own == null ? task.frames().get(0) : own);
        }
    },
    WAIT {
        @Override
        Object key(Tracked task) {
            return text(task);
        }

        @Override
        String text(Tracked task) {
            return task.waitName() == null ? "(none)" : task.waitName();
        }
    },
    STATE {
        @Override
        Object key(Tracked task) {
            return task.state();
        }

        @Override
        String text(Tracked task) {
            return task.state().label();
        }
    },
    KIND {
        @Override
        Object key(Tracked task) {
            return task.kind();
        }

        @Override
        String text(Tracked task) {
            return task.kind().label();
        }
    },
    POOL {
        @Override
        Object key(Tracked task) {
            return text(task);
        }

        @Override
        String text(Tracked task) {
            return task.pool() == null ? "(none)" : task.pool();
        }
    };

    private static final Comparator<Section> LARGEST_FIRST = Comparator.<Section>comparingInt(
                    section -> -section.tasks().size())
            .thenComparingLong(section -> -longestBlockedMillis(section))
            .thenComparingLong(section -> section.tasks().get(0).id());

    abstract Object key(Tracked task);

    abstract String text(Tracked task);

    /** The word users type. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Sorts tasks given by ascending id into sections, the largest first. */
    List<Section> sections(List<Tracked> tasks) {
        Map<Object, List<Tracked>> byKey = new LinkedHashMap<>();
        for (Tracked task : tasks) {
            byKey.computeIfAbsent(key(task), key -> new ArrayList<>(1)).add(task);
        }
        List<Section> sections = new ArrayList<>(byKey.size());
        for (List<Tracked> members : byKey.values()) {
            sections.add(new Section(label(), text(members.get(0)), members));
        }
        sections.sort(LARGEST_FIRST);
        return sections;
    }

    private static long longestBlockedMillis(Section section) {
        return section.tasks().stream()
                .mapToLong(Tracked::blockedForMillis)
                .max()
                .orElse(-1);
    }
}
