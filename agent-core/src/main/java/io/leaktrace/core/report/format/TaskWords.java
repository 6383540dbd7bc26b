/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.Counts;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small pieces of text about tasks that occur in several places of reports. */
final class TaskWords {
    /** {@code 57 tasks (31 idle, 12 waiting)}, the most frequent state first. */
    static String counts(Counts counts) {
        String total = count(counts.total(), "task");
        return counts.total() == 0 ? total : total + " (" + states(counts.byState()) + ")";
    }

    /** {@code 1 task}, {@code 2 tasks}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code task 42 "pool-1-thread-3"}, without the name if it has none. */
    static String task(long id, @Nullable String name) {
        return "task " + id + named(name);
    }

    /**
     * The name in quotes after a space, or nothing; control characters would tear the report apart, so they are
     * escaped.
     */
    static String named(@Nullable String name) {
        return name == null ? "" : " \"" + oneLine(name) + "\"";
    }

    /** Who created something: its task, else its thread. */
    static String creator(Creation creation) {
        if (creation.taskId() != 0) {
            return task(creation.taskId(), creation.threadName());
        }
        return creation.threadName() == null
                ? "an unknown thread"
                : named(creation.threadName()).strip();
    }

    /** The text with control characters escaped as in Java source. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    /** {@code [waiting: CountDownLatch.await, 2m05s]}, {@code [queued 2m04s in pool-1]}, {@code [running]}. */
    static String state(List<Tracked> tasks) {
        Tracked task = tasks.get(0);
        State state = task.state();
        StringBuilder text = new StringBuilder("[").append(state.label());
        if (task.waitName() != null) {
            text.append(": ").append(task.waitName());
        }
        String time = state == State.IDLE || state == State.RUNNING ? "" : blockedFor(tasks);
        boolean outside = state == State.QUEUED || state == State.PENDING;
        if (!time.isEmpty()) {
            text.append(outside && task.waitName() == null ? " " : ", ").append(time);
        }
        if (state == State.QUEUED && task.pool() != null) {
            text.append(" in ").append(oneLine(task.pool()));
        }
        return text.append(']').toString();
    }

    /** {@code 2m05s}, or {@code 1m50s~2m05s} if they differ, or nothing if unknown. */
    static String blockedFor(List<Tracked> tasks) {
        return range(tasks.stream().map(Tracked::blockedForMillis).toList());
    }

    /** Shortest and longest of some times in milliseconds; negative ones are unknown and do not count. */
    static String range(List<Long> millis) {
        List<Long> known = new ArrayList<>(millis);
        known.removeIf(time -> time < 0);
        if (known.isEmpty()) {
            return "";
        }
        known.sort(null);
        String shortest = Durations.text(known.get(0));
        String longest = Durations.text(known.get(known.size() - 1));
        return shortest.equals(longest) ? longest : shortest + "~" + longest;
    }

    private static String states(Map<State, Integer> byState) {
        List<Map.Entry<State, Integer>> entries = new ArrayList<>(byState.entrySet());
        entries.sort(Map.Entry.<State, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        List<String> words = new ArrayList<>();
        for (Map.Entry<State, Integer> entry : entries) {
            words.add(entry.getValue() + " " + entry.getKey().label());
        }
        return String.join(", ", words);
    }

    private TaskWords() {}
}
